using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>A line whose commands are judged one by one, with what is found out once for all of them, where one asks.</summary>
/// <param name="reading">What was read.</param>
/// <param name="source">Its text.</param>
/// <param name="isOuter">Whether it is the line itself, and not what a command of it is told.</param>
/// <param name="known">What is known of its variables, which few commands ask for.</param>
/// <param name="walk">Looks through folders, for it and for what its commands are told.</param>
internal sealed class JudgedLine(ShellReading reading, string source, bool isOuter, Lazy<KnownValues> known, FolderWalk walk)
{
    private int? makers;
    private bool? makesFiles;

    /// <summary>Its text.</summary>
    public string Source => source;

    /// <summary>Its commands, in the order of the text.</summary>
    public IReadOnlyList<SimpleCommand> Commands => reading.Commands;

    /// <summary>What was read.</summary>
    public ShellReading Reading => reading;

    /// <summary>Its commands as they run; null where nobody has asked.</summary>
    public SeenWords? Seen { get; set; }

    /// <summary>What is known of its variables.</summary>
    public KnownValues Known => known.Value;

    /// <summary>Looks through folders for it.</summary>
    public FolderWalk Walk => walk;

    /// <summary>Whether a command of it is redirected to a file, which may be one that another command comes upon.</summary>
    public bool MakesFiles => makesFiles ??= Commands.Any(c => c.Redirections.Any(r => r.Writes && r.Target.Text != "/dev/null"));

    /// <summary>Whether git's index has none of the names that Read rules deny; null where nobody has looked.</summary>
    public bool? TracksNoSecret { get; set; }

    /// <summary>The same of Edit rules.</summary>
    public bool? TracksNothingKept { get; set; }

    /// <summary>Whether nothing else of the line does more than read, so that nothing before the command makes what is not there yet, but for plain files that it is redirected to.</summary>
    public bool IsAlone(SimpleCommand command)
    {
        if (!isOuter || Commands.Count == 1 || reading.Refusal is not null)
            return isOuter && Commands.Count == 1;
        makers ??= Commands.Count(c => !OnlyReads(c));
        return makers == 0 || makers == 1 && !OnlyReads(command);
    }

    /// <summary>Whether another command of the line, or a redirection, names something below a folder that it may put there.</summary>
    public bool Fills(string folder, SimpleCommand command)
    {
        foreach (var other in Commands)
        {
            foreach (var redirection in other.Redirections)
                if (redirection.Writes && IsBelow(other, redirection.Target, folder))
                    return true;
            if (other == command || OnlyReads(other))
                continue;
            foreach (var word in other.Words)
                if (IsBelow(other, word, folder))
                    return true;
        }

        return false;
    }

    private static bool IsBelow(SimpleCommand command, ShellWord word, string folder)
    {
        foreach (var from in command.Folders.Paths)
            if (LexicalPath.Join(from, word.Text) is var path && path.Length > folder.Length && LexicalPath.IsWithin(path, folder))
                return true;
        return false;
    }

    private static bool OnlyReads(SimpleCommand command) =>
        command.Name.Length > 0 && command.Assignments.Count == 0 && ReadOnlyPrograms.Find(command.Name) is { } program && program.WhyNot([.. command.Words.Skip(1)]) is null;
}

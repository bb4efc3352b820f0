namespace Pith.Permissions.Shell;

/// <summary>
/// One program, builtin or function that a command line may start, with what it is given; or, without words, what assignments
/// and redirections do by themselves.
/// </summary>
public sealed class SimpleCommand
{
    /// <summary>The name and the arguments.</summary>
    public required IReadOnlyList<ShellWord> Words { get; init; }

    /// <summary>Variables set for it; without words, set for good.</summary>
    public required IReadOnlyList<Assignment> Assignments { get; init; }

    /// <summary>Its redirections, in order.</summary>
    public required IReadOnlyList<Redirection> Redirections { get; init; }

    /// <summary>Words that the shell matches with names of files for itself: those of a loop, and of an array.</summary>
    public IReadOnlyList<ShellWord> Matched { get; init; } = [];

    /// <summary>The folders it may run in.</summary>
    public FolderSet Folders { get; internal set; } = FolderSet.Unknown;

    /// <summary>Where it begins in the command line, in UTF-16 units; within backquotes, where those begin.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends.</summary>
    public required int End { get; init; }

    /// <summary>Whether its input comes from another command of the line.</summary>
    public bool ReadsPipe { get; init; }

    /// <summary>The same command with other words.</summary>
    internal SimpleCommand With(IReadOnlyList<ShellWord> words) => new() { Words = words, Assignments = Assignments, Redirections = Redirections, Matched = Matched, Folders = Folders, Start = Start, End = End, ReadsPipe = ReadsPipe };

    /// <summary>Its name where that is literal; empty where there is none or it is only known when it runs.</summary>
    public string Name => Words.Count > 0 && Words[0].IsLiteral ? Words[0].Text : "";
}

using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// The paths that a copying, moving or linking command would write, though it names only where to: below a folder that is there
/// already, and all that a folder brings along. A destination may come or go before the command runs, so both readings count.
/// </summary>
internal sealed class Arrivals
{
    // Beyond these nobody can tell in the time of a decision.
    private const int Most = 4000;

    private readonly List<string> named = [];
    private readonly List<string> brought = [];
    private int looked;

    // What else runs could make a source, or put something into one.
    private readonly SimpleCommand command;
    private readonly JudgedLine? line;

    private Arrivals(string? whyUnknown, SimpleCommand command, JudgedLine? line) => (WhyUnknown, this.command, this.line) = (whyUnknown, command, line);

    /// <summary>What the destination and the names of the sources make.</summary>
    public IReadOnlyList<string> Named => named;

    /// <summary>What lies below them, as it is there now.</summary>
    public IReadOnlyList<string> Brought => brought;

    /// <summary>Why not all can be told, or null.</summary>
    public string? WhyUnknown { get; private set; }

    /// <summary>What the command at a place would write; null where it is none that brings files.</summary>
    /// <param name="command">The command.</param>
    /// <param name="at">The place.</param>
    /// <param name="operands">Knows where words lead.</param>
    /// <param name="line">Its line; null for what is there now, whatever else runs.</param>
    public static Arrivals? Of(SimpleCommand command, int at, Operands operands, JudgedLine? line)
    {
        if (Transfer.Of(command.Words, at) is not { } transfer)
            return null;
        var arrivals = new Arrivals(transfer.WhyUnknown, command, line);
        var into = transfer.Into ?? new ShellWord(".", WordTraits.None, 0, 0);
        var targets = Only(into) ? operands.Places(command, into, into.Text).ToArray() : [];
        if (targets.Length == 0)
            arrivals.WhyUnknown ??= $"where {into.Text} is, is only known when it runs";
        targets = [.. targets.Concat(targets.Select(t => RealPath.OrNull(t) ?? t)).Distinct(StringComparer.Ordinal)];
        foreach (var word in transfer.Sources)
            foreach (var target in targets)
                arrivals.Take(transfer, command, word, target, operands);
        return arrivals;
    }

    private static bool Only(ShellWord word) => word.IsLiteral || word.Traits == WordTraits.Tilde;

    private void Take(Transfer transfer, SimpleCommand command, ShellWord word, string target, Operands operands)
    {
        if (!Only(word))
        {
            if (word.Traits != WordTraits.Pattern || Expansion.Of(command.Folders, word.Text) is not { } matches)
                WhyUnknown ??= $"which files {word.Text} are, is only known when it runs";
            else
                foreach (var match in matches)
                    Take(transfer, [match], LexicalPath.NameOf(match).ToString(), target, word.Text);
            return;
        }

        var text = word.Text.TrimEnd('/');
        var name = LexicalPath.NameOf(text).ToString();
        Take(transfer, [.. operands.Places(command, word, word.Text)], name is "." or ".." ? "" : name, target, word.Text);
        if (transfer.KeepsParents)
            WhyUnknown ??= $"{transfer.Name} makes the folders in front of {word.Text} too";
    }

    private void Take(Transfer transfer, string[] sources, string name, string target, string shown)
    {
        string[] roots = name.Length == 0 ? [target] : [target, LexicalPath.Join(target, name)];
        named.AddRange(roots);
        if (sources.Length == 0)
            WhyUnknown ??= $"where {shown} is, is only known when it runs";
        if (transfer.Moves)
            named.AddRange(sources);
        foreach (var source in transfer.IsDeep ? sources : [])
            if (Directory.Exists(source))
            {
                Below(transfer, source, roots);
                if (line?.Fills(source, command) == true)
                    WhyUnknown ??= $"the line puts something into {shown} that it then brings";
            }
            else if (line?.IsAlone(command) != true && !File.Exists(source) && new FileInfo(source).LinkTarget is null)
                WhyUnknown ??= $"what {shown} holds is only known when it runs";
    }

    private void Below(Transfer transfer, string source, string[] roots)
    {
        var rest = new Stack<DirectoryInfo>([new DirectoryInfo(source)]);
        try
        {
            while (rest.TryPop(out var folder))
                foreach (var entry in folder.EnumerateFileSystemInfos())
                {
                    if (++looked > Most)
                    {
                        WhyUnknown ??= $"{source} holds more than can be looked through";
                        return;
                    }

                    brought.AddRange(roots.Select(r => LexicalPath.Join(r, entry.FullName[source.Length..].TrimStart('/'))));
                    if (transfer.Moves)
                        brought.Add(entry.FullName);
                    if (entry.LinkTarget is not null)
                        WhyUnknown ??= transfer.Follows ? $"{entry.Name} is a link, and {transfer.Name} copies what it leads to" : null;
                    else if (entry is DirectoryInfo below)
                        rest.Push(below);
                }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            WhyUnknown ??= $"{source} cannot be looked through ({problem.Message})";
        }
    }
}

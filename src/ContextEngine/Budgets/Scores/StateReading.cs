using System.Text.RegularExpressions;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Scores;

/// <summary>
/// How things stand by a view: its calls are replayed like those of the log; in text of the policy's own, a line that
/// names a file says what its verb says, or that of the heading above it. What stands later wins.
/// </summary>
internal sealed partial class StateReading
{
    private readonly Dictionary<string, bool> _files = new(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(edit|chang|modif|updat|patch|writ|wrote|creat|replac)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysChanged { get; }

    [GeneratedRegex(@"\b(read|view|open|show)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysRead { get; }

    /// <param name="messages">The view.</param>
    /// <param name="past">Tells the policy's own words from the recording's.</param>
    public StateReading(IReadOnlyList<Message> messages, Past past)
    {
        var failed = new HashSet<ToolCall>(messages.Where(m => m.Answers is not null && FailedCall.Failed(m)).Select(m => m.Answers!));
        foreach (var message in messages)
        {
            if (message.Speaker != Speaker.Tool && message.Text.Length > 0 && !past.HasText(message.Text))
                Read(message.Text);
            foreach (var call in message.Calls)
                if (!failed.Contains(call) && WorkState.FileOf(call) is var (path, changes))
                    _files[path] = changes;
        }
    }

    /// <summary>Whether the view says of a file what the log says.</summary>
    public bool Agrees(string path, bool changed) => _files.TryGetValue(path, out var says) && says == changed;

    private void Read(string text)
    {
        bool? heading = null;
        foreach (var line in text.Split('\n'))
        {
            var paths = Paths(line);
            var says = Verb(line, paths); // outside the name: a file may be called read.cs
            if (line.StartsWith('#'))
                heading = says;
            foreach (var path in paths)
                if ((says ?? heading) is { } operation)
                    _files[path] = operation;
        }
    }

    private static bool? Verb(string line, List<string> paths)
    {
        foreach (var path in paths)
            line = line.Replace(path, " ", StringComparison.Ordinal);
        return SaysChanged.IsMatch(line) ? true : SaysRead.IsMatch(line) ? false : null;
    }

    /// <summary>Words that are file names as calls write them: with their leading slash.</summary>
    private static List<string> Paths(string line) =>
        [.. line.Split([' ', '\t', '`', '"', '\'', '(', ')', ',', ';', '→', '|'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.TrimEnd(':', '.')).Where(w => w.Contains('/') || w.Contains('.'))];
}

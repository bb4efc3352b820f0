using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary><c>pith permissions replay</c>: what the settings in force would have made of the calls of past sessions.</summary>
internal static class PermissionsReplayVerb
{
    /// <summary>Calls that were judged alike.</summary>
    private sealed class Group(Decision first)
    {
        public Decision First { get; } = first;

        public int Calls { get; set; }
    }

    public static int Run(Invocation invocation)
    {
        var top = WholeNumber.Of(Flags.Top.Name, invocation.Word(Flags.Top) ?? Flags.Top.Default, 1, Flags.Top.Sample);
        var authorities = new Dictionary<string, Authority>(StringComparer.Ordinal);
        var groups = new Dictionary<(Verdict, Cause, string), Group>();
        var counts = new int[3];
        foreach (var path in invocation.Operands)
        {
            var (folder, temporary) = PlacesOf(path, invocation.Around);
            if (!authorities.TryGetValue($"{folder}\0{temporary}", out var authority))
                authorities[$"{folder}\0{temporary}"] = authority = PermissionFiles.Open(invocation, folder, temporary);
            var calls = new RecordedCalls((tool, need) => Add(authority.Decide(tool, authority.Placed(need))));
            using var stream = TranscriptInput.Open(path, invocation.Around);
            InputFile.Reading(path, () =>
            {
                using var reader = new TranscriptReader(stream, new ReaderOptions { Name = InputFile.Shown(path) });
                while (reader.Read(calls))
                {
                }

                return true;
            });
        }

        if (invocation.Has(Flags.Json))
            WriteJson(invocation, counts, Sorted(groups.Values));
        else
            Write(invocation, counts, Sorted(groups.Values), top);
        return ExitCode.Done;

        void Add(Decision decision)
        {
            counts[(int)decision.Verdict]++;
            var key = (decision.Verdict, decision.Cause, decision.Part);
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = new Group(decision);
            group.Calls++;
        }
    }

    private static (string Folder, string? Temporary) PlacesOf(string path, Surroundings around)
    {
        if (path == InputFile.StandardInput)
            return (Directory.GetCurrentDirectory(), null);
        using var stream = TranscriptInput.Open(path, around);
        var head = InputFile.Reading(path, () => RecordedFolder.Head(stream));
        return (RecordedFolder.Of(head) ?? Directory.GetCurrentDirectory(), RecordedFolder.TemporaryOf(head));
    }

    private static List<Group> Sorted(IEnumerable<Group> groups) => [.. groups.OrderBy(g => Danger(g.First)).ThenByDescending(g => g.Calls).ThenBy(g => g.First.Part, StringComparer.Ordinal)];

    private static void WriteJson(Invocation invocation, int[] counts, List<Group> sorted)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteNumber("allow", counts[(int)Verdict.Allow]);
        json.WriteNumber("ask", counts[(int)Verdict.Ask]);
        json.WriteNumber("deny", counts[(int)Verdict.Deny]);
        json.WriteStartArray("groups");
        foreach (var group in sorted)
        {
            json.WriteStartObject();
            json.WriteString("verdict", EnumWord.Of(group.First.Verdict));
            json.WriteNumber("calls", group.Calls);
            json.WriteString("cause", EnumWord.Of(group.First.Cause));
            json.WriteString("part", group.First.Part);
            json.WriteString("reason", group.First.Reason);
            json.WriteString("rule", group.First.Rule?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Invocation invocation, int[] counts, List<Group> sorted, int top)
    {
        var printer = TablePrinter.ForOutput(invocation);
        var totals = new Table("What would have been decided", new Column("verdict"), new("calls", true), new("share", true));
        foreach (var verdict in (Verdict[])[Verdict.Allow, Verdict.Ask, Verdict.Deny])
            totals.Add(EnumWord.Of(verdict), $"{counts[(int)verdict]:N0}", $"{100.0 * counts[(int)verdict] / Math.Max(counts.Sum(), 1):N1} %");
        printer.Write(totals);
        var list = new Table("The most dangerous first", new Column("verdict"), new("calls", true), new("part"), new("why"));
        foreach (var group in sorted.Take(top))
            list.Add(EnumWord.Of(group.First.Verdict), $"{group.Calls:N0}", PlainText.Of(group.First.Part), PlainText.Of(group.First.Reason));
        if (sorted.Count > top)
            list.Add("…", $"{sorted.Skip(top).Sum(g => g.Calls):N0}", $"{sorted.Count - top:N0} more", $"--top {sorted.Count} shows all");
        printer.Write(list);
    }

    /// <summary>What removes for good comes first, then what rules allow, since nobody would have been asked; then the rest by strictness.</summary>
    private static int Danger(Decision decision) => decision switch
    {
        { Cause: Cause.Breaker } => 0,
        { Verdict: Verdict.Deny } => 1,
        { Verdict: Verdict.Allow, Cause: Cause.Rule or Cause.Mode or Cause.Classifier or Cause.Sandbox } => 2,
        { Cause: Cause.Opaque } => 3,
        { Verdict: Verdict.Ask } => 4,
        _ => 5,
    };
}

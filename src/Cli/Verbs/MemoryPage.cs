using System.Text;
using Pith.Cli.Printing;
using Pith.Compaction.Memories;

namespace Pith.Cli.Verbs;

/// <summary>A session memory as a page of Markdown, for people and for the next agent.</summary>
internal static class MemoryPage
{
    private const int LongestRequest = 2000;

    public static byte[] Of(Transcript transcript, SessionMemory memory)
    {
        var page = new StringBuilder();
        page.Append($"# Memory of {InputFile.Shown(transcript.Path)}\n\nDerived from its log, {Quantity.Of(transcript.Index.Turns.Length, "turn")}; T numbers are turns. Sentences are verbatim.\n");
        Section(page, "Requests", memory.Requests.Select(r => $"T{r.Turn} ({Word(r.State)}): {Clipped(r.Text)}"));
        Section(page, "Constraints", memory.Constraints.Select(Said));
        Section(page, "Todos", Todos(memory.Todos));
        Section(page, "In flight", memory.Jobs.Select(j => $"T{j.Turn} {j.Tool} {OneLine(j.Subject)}{(j.Id.Length > 0 ? $" (runs as {j.Id})" : " (no result)")}"));
        Section(page, "Files changed", memory.Artefacts.Reverse().Where(a => a.Changes > 0).Select(a => $"{a.Path} ({Quantity.Of(a.Changes, "change")}, last {a.Operation} T{a.Turn}{(a.Hash is { } hash ? $", sha256 {hash[..16]}" : "")})"));
        Section(page, "Files read", memory.Artefacts.Reverse().Where(a => a.Changes == 0).Select(a => $"{a.Path} (T{a.Turn})"));
        Section(page, "Commands", memory.Commands.Reverse().Select(c => $"`{OneLine(c.Command)}` T{c.Turn}{(c.Runs > 1 ? $", {c.Runs} runs" : "")}: {(c.Failed is not { } failed ? "no result" : failed ? $"failed: {OneLine(c.Outcome)}" : "ok")}"));
        Section(page, "Failed attempts", memory.Failures.Reverse().Select(f => $"T{f.Turn} {f.Tool} {OneLine(f.Subject)}: {OneLine(f.Error)}{(f.Solved > 0 ? $" (worked T{f.Solved})" : "")}"));
        Section(page, "Decisions", memory.Decisions.Select(Said));
        Section(page, "Learnings", memory.Learnings.Select(Said));
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    /// <summary>Each with its state, which the ledger writes as a line above those it is of.</summary>
    private static IEnumerable<string> Todos(IEnumerable<string> lines)
    {
        var state = "";
        foreach (var line in lines)
            if (line is [.., ':'] && !line.Contains(' ', StringComparison.Ordinal))
                state = line + " ";
            else
                yield return state + line;
    }

    private static void Section(StringBuilder page, string title, IEnumerable<string> items)
    {
        var headed = false;
        foreach (var item in items)
        {
            page.Append(headed ? "" : $"\n## {title}\n\n");
            headed = true;
            page.Append("- ").Append(item.ReplaceLineEndings("\n  ")).Append('\n');
        }
    }

    private static string Said(Remark remark) => $"T{remark.Turn}: {remark.Text}";

    private static string Word(RequestState state) => state.ToString().ToLowerInvariant();

    private static string OneLine(string text) => SubjectText.Clip(text, 200);

    private static string Clipped(string text) => text.Length <= LongestRequest ? text : $"{text[..(char.IsHighSurrogate(text[LongestRequest - 1]) ? LongestRequest - 1 : LongestRequest)]} … [{text.Length:N0} characters]";
}

using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Conversations;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>The picture of a transcript for people.</summary>
internal sealed class InspectReport(Transcript transcript, Invocation invocation, int top)
{
    private readonly TablePrinter _printer = TablePrinter.ForOutput(invocation);
    private readonly ContextIndex _index = transcript.Index;
    private readonly TokenMeter _meter = transcript.Index.Meter;
    private readonly long _total = transcript.Tokens;

    public void Write()
    {
        WriteHead();
        var by = invocation.Word(Flags.By);
        if (by is null or "kind")
            Write("Tokens by kind", "kind", Account.Of(_index, Grouping.Kind), int.MaxValue);
        if (by is null or "tool")
            Write("Tokens by tool", "tool", Account.Of(_index, Grouping.Tool), top);
        if (by is null or "file")
            Write("Tokens by file", "file", [.. Account.Of(_index, Grouping.File).Select(r => r with { Name = SubjectText.Of(Encoding.UTF8.GetBytes(r.Name)) })], top);
        if (by is null or "turn")
            Write("Largest turns", "turn", [.. Account.Of(_index, Grouping.Turn).OrderByDescending(r => r.Tokens)], top);
        if (by is not null)
            return;
        Write("What repeats (tokens of every copy but one)", "text", Account.Repeats(_index), top);
        Write("What is superseded", "why", Superseded.Of(_index), top);
        WriteUsage();
    }

    private void WriteHead()
    {
        var tally = _index.Tally;
        var model = transcript.Model.Length == 0 ? "" : $", {transcript.Model}";
        _printer.WriteLine($"{InputFile.Shown(transcript.Path)}: {FormatName.Of(transcript.Dialect)}{model}; {Quantity.Of(tally.Records, "record")}, {Quantity.Of(transcript.Bytes, "byte")}");
        var before = tally.TurnsBeforeBoundary > 0 ? $", after a compaction that took out {Quantity.Of(tally.TurnsBeforeBoundary, "turn")}" : "";
        _printer.WriteLine($"context: {_meter.FigureWithMargin(_total)} tokens of text ({_meter.Name}) in {Quantity.Of(_index.Turns.Length, "turn")} and {Quantity.Of(_index.Blocks.Length, "block")}{before}");
        if (ContextNow.Of(transcript, invocation.Around) is { } size)
            _printer.WriteLine(ContextNow.Line(size, transcript));
        if (tally.RecordsOfThread.Count > 1)
            _printer.WriteLine($"conversations: {tally.RecordsOfThread.Count:N0}; --thread N chooses another than the main one");
        _printer.WriteLine("");
    }

    private void Write(string title, string what, List<AccountRow> rows, int most)
    {
        var table = new Table(title, new Column(what), new("blocks", true), new("tokens", true), new("share", true));
        foreach (var row in rows.Take(most))
            Add(table, row);
        if (rows.Count > most)
            Add(table, new AccountRow($"… {rows.Count - most:N0} more", rows.Skip(most).Sum(r => r.Blocks), rows.Skip(most).Sum(r => r.Tokens), 0));
        _printer.Write(table);
    }

    private void Add(Table table, AccountRow row) =>
        table.Add(SubjectText.Clip(row.Name), $"{row.Blocks:N0}", _meter.Figure(row.Tokens), $"{100.0 * row.Tokens / Math.Max(1, _total):N1} %");

    private void WriteUsage()
    {
        var (usage, total) = (_index.Usage, _index.Usage.Total);
        if (usage.Calls == 0)
            return;
        var table = new Table("Usage as the provider reported it", new Column("calls", true), new("input", true), new("cache write", true), new("cache read", true),
            new("output", true), new("largest context", true), new("cost", true));
        table.Add($"{usage.Calls:N0}", $"{total.Input:N0}", $"{total.CacheWrite:N0}", $"{total.CacheRead:N0}", $"{total.Output:N0}", $"{usage.PeakContext:N0}",
            Cost.Of(transcript.Model, total) is { } cost ? $"${cost:N2}" : "unknown");
        _printer.Write(table);
    }
}

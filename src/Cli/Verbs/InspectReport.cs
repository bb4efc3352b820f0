using System.Text;
using Pith.Cli.Accounts;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>The picture of a transcript for people.</summary>
internal sealed class InspectReport(Transcript transcript, Invocation invocation, int top)
{
    private readonly TablePrinter _printer = TablePrinter.ForOutput(invocation);
    private readonly TokenMeter _meter = transcript.Index.Meter;
    private readonly long _total = Total(transcript);

    public void Write()
    {
        WriteHead();
        var by = invocation.Word(Flags.By);
        if (by is null or "kind")
            Shared("By kind", "kind", Shares.ByKind(transcript.Index), int.MaxValue);
        if (by is null or "tool")
            Shared("By tool", "tool", Shares.ByTool(transcript.Index), top);
        if (by is null or "file")
            Shared("By file", "file", Shares.ByFile(transcript.Index), top);
        if (by is null or "turn")
            Shared("By turn", "turn", Shares.ByTurn(transcript.Index), top);
        if (by is not null)
            return;
        Shared("Repeated results: tokens are those of the repeats", "result", Shares.Repeats(transcript.Index), top);
        Shared("Superseded results", "why", Shares.Superseded(transcript.Index), top);
        WriteUsage();
    }

    /// <summary>Tokens of the context's texts.</summary>
    public static long Total(Transcript transcript)
    {
        var total = 0L;
        foreach (ref readonly var block in transcript.Index.Blocks)
            total += block.Tokens;
        return total;
    }

    private void WriteHead()
    {
        var (index, tally) = (transcript.Index, transcript.Index.Tally);
        var model = index.Model.IsEmpty ? "" : $", {Encoding.UTF8.GetString(index.Model)}";
        _printer.WriteLine($"{InputFile.Shown(transcript.Path)}: {transcript.Dialect}{model}; {tally.Records:N0} records, {transcript.Bytes:N0} bytes");
        var before = tally.TurnsBeforeBoundary > 0 ? $" after a compaction that took out {tally.TurnsBeforeBoundary:N0} turns" : "";
        _printer.WriteLine($"Context: {_meter.Figure(_total)} tokens of text ({_meter.Unit()}) in {index.Turns.Length:N0} turns, {index.Blocks.Length:N0} blocks{before}");
        if (tally.RecordsOfThread.Count > 1)
            _printer.WriteLine($"Conversations: {tally.RecordsOfThread.Count:N0}; --thread N chooses another than the main one");
        _printer.WriteLine("");
    }

    private void Shared(string title, string what, List<Share> shares, int most)
    {
        var hasErrors = shares.Any(s => s.Errors > 0);
        Column[] columns = [new(what), new("blocks", true), new("tokens", true), new("share", true)];
        var table = new Table(title, hasErrors ? [.. columns, new("errors", true)] : columns);
        foreach (var share in shares.Take(most))
            table.Add(Cells(share, hasErrors));
        if (shares.Count > most)
        {
            var rest = shares.Skip(most).ToList();
            table.Add(Cells(new Share($"… {rest.Count:N0} more", rest.Sum(s => s.Blocks), rest.Sum(s => s.Tokens), rest.Sum(s => s.Errors)), hasErrors));
        }

        _printer.Write(table);
    }

    private string[] Cells(Share share, bool hasErrors)
    {
        string[] cells = [share.Name, $"{share.Blocks:N0}", _meter.Figure(share.Tokens), $"{100.0 * share.Tokens / Math.Max(1, _total):N1} %"];
        return hasErrors ? [.. cells, share.Errors == 0 ? "" : $"{share.Errors:N0}"] : cells;
    }

    private void WriteUsage()
    {
        var table = new Table("Usage as recorded, over the whole file",
            new Column("model"), new("calls", true), new("input", true), new("cache write", true), new("cache read", true), new("output", true), new("cost", true));
        foreach (var (model, calls, usage) in transcript.Usage.ByModel())
            table.Add(model, $"{calls:N0}", $"{usage.Input:N0}", $"{usage.CacheWrite:N0}", $"{usage.CacheRead:N0}", $"{usage.Output:N0}",
                Cost.Of(model, usage) is { } cost ? $"${cost:N2}" : "");
        _printer.Write(table);
    }
}

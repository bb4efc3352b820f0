using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;
using Pith.Conversations;

namespace Pith.Bench.Fit;

/// <summary>Where the loss of a class sits: what pith's views lack, by where it stood last, as shares of the mean over cuts.</summary>
internal sealed class Misses
{
    private readonly SortedDictionary<string, double> _shares = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _cuts;

    public static int Write(IReadOnlyList<Recording> recordings, int budget, string of)
    {
        var misses = new Misses();
        Parallel.ForEach(recordings, recording =>
        {
            var past = new Past(recording.Messages);
            foreach (var cut in Cuts.Dense(recording.Messages, budget))
            {
                past.AdvanceTo(cut);
                var needs = NeedReader.At(past, int.MaxValue);
                var view = new ViewReading(new PithPolicy().Compact([.. recording.Messages.Take(cut)], budget).Messages, past);
                misses.Take(recording, cut, needs, view, of);
            }
        });
        foreach (var (kind, share) in misses._shares.OrderByDescending(s => s.Value))
            Console.WriteLine($"{share / misses._cuts:F4} {kind}");
        Console.WriteLine($"{misses._shares.Values.Sum() / misses._cuts:F4} of {of}, mean over {misses._cuts} cuts");
        return 0;
    }

    private void Take(Recording recording, int cut, NeedSet needs, ViewReading view, string of)
    {
        List<string> kinds = of switch
        {
            "line" => [.. needs.Lines.Where(l => !view.HasLine(l)).Select(l => Stood(recording, cut, l))],
            "place" => [.. needs.Places.Where(p => !view.HasPlaced(p.Key, p.Value)).Select(p => Stood(recording, cut, p.Key) + (view.HasLine(p.Key) ? ", loose" : ", gone"))],
            "pair" => [.. needs.Pairs.Where(p => !view.Binds(p.Path, p.Symbol)).Select(p => $"path {(view.HasAtom(p.Path) ? "there" : "gone")}, symbol {(view.HasAtom(p.Symbol) ? "there" : "gone")}")],
            _ => [.. needs.Exacts.Where(e => !view.HasPassage(e)).Select(e => Passage(recording, cut, e, view))],
        };
        var all = of switch { "line" => needs.Lines.Count, "place" => needs.Places.Count, "pair" => needs.Pairs.Count, _ => needs.Exacts.Count };
        if (all == 0)
            return;
        lock (_gate)
        {
            _cuts++;
            foreach (var kind in kinds)
                _shares[kind] = _shares.GetValueOrDefault(kind) + 1.0 / all;
        }
    }

    private static string Passage(Recording recording, int cut, string passage, ViewReading view)
    {
        var lines = passage.Split('\n').Select(l => LineText.Normalise(l)).OfType<string>().ToList();
        var held = lines.Count(view.HasLine);
        var size = lines.Count switch { <= 1 => "one line", <= 5 => "2 to 5 lines", <= 20 => "6 to 20 lines", _ => "longer" };
        return $"{(lines.Count > 0 ? Stood(recording, cut, lines[0]) : "short lines")}, {size}, {(held == lines.Count ? "all there but not in one piece" : held * 2 > lines.Count ? "most there" : "few there")}";
    }

    /// <summary>Where a line stood last: a call or a result, and what kind of work it was.</summary>
    private static string Stood(Recording recording, int cut, string line)
    {
        for (var i = cut - 1; i >= 0; i--)
        {
            var message = recording.Messages[i];
            foreach (var call in message.Calls)
                if (call.Reading.Lines.Contains(line))
                    return $"{call.Work} call";
            if (message.Text.Length > 0 && message.Reading.Lines.Contains(line))
                return message.Speaker == Speaker.Tool ? $"{message.Answers?.Work ?? ToolKind.Other} result" : message.Speaker.ToString();
        }

        return "nowhere";
    }
}

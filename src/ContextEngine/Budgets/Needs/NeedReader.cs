using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Needs;

/// <summary>
/// Reads the need set off the recorded future. One rule for every item: it stood in the past, a later call's arguments
/// repeat it, and since the cut neither a tool nor a person nor the harness supplied it again nor the model wrote it.
/// </summary>
internal sealed class NeedReader
{
    public const int MostPairs = 300;

    private readonly Past _past;
    private readonly NeedSet _needs;
    private readonly HashSet<string> _freshLines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _freshAtoms = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, string Symbol)> _pairs = [];

    private NeedReader(Past past)
    {
        var requests = new List<string>();
        for (var i = 0; i < past.Count; i++)
            if (past.Messages[i].IsRequest)
                requests.Add(past.Messages[i].Text);
        _past = past;
        _needs = new NeedSet
        {
            Sentences = [.. requests.SelectMany(Constraints.In).Distinct(StringComparer.Ordinal)],
            First = requests.FirstOrDefault(),
            Latest = requests.LastOrDefault(),
            State = WorkState.Of(past.Messages, past.Count),
        };
    }

    /// <summary>What the future needs of the past.</summary>
    /// <param name="past">Everything before the cut, and the session.</param>
    /// <param name="horizon">Later calls that are looked at.</param>
    public static NeedSet At(Past past, int horizon)
    {
        var reader = new NeedReader(past);
        var calls = 0;
        for (var i = past.Count; i < past.Messages.Count && calls < horizon; i++)
        {
            var message = past.Messages[i];
            foreach (var notice in message.Notices)
                reader.Supply(Reading.OfText(notice, []));
            foreach (var call in message.Calls) // before the words of their own message count as written
                if (calls++ < horizon)
                    reader.Take(call);
            if (message.Text.Length > 0)
                reader.Supply(message.Reading);
        }

        return reader.Finish();
    }

    private void Take(ToolCall call)
    {
        var lines = call.Reading.Lines.Where(Needed).ToList();
        var atoms = call.Reading.Atoms.Where(a => _past.HasAtom(a) && !_freshAtoms.Contains(a)).ToList();
        _needs.Lines.UnionWith(lines);
        foreach (var atom in atoms)
            _needs.Ids.TryAdd(atom, 1.0 / _past.Frequency(atom));
        TakeEdit(call);
        TakePlaces(lines, CallPaths.Of(call));
        TakePairs(atoms);
        Supply(call.Reading);
    }

    private void TakeEdit(ToolCall call)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        foreach (var old in EditText.Old(call))
        {
            var own = new HashSet<string>(StringComparer.Ordinal);
            LineText.AddTo(own, old);
            own.RemoveWhere(line => !Needed(line));
            lines.UnionWith(own);
            if (own.Count > 0 && _past.HasPassage(old))
                _needs.Exacts.Add(old);
        }

        if (lines.Count > 0)
            _needs.Edits.Add([.. lines]);
    }

    /// <summary>Under the path that the later call names, where the past knows the line there; else under any it knows.</summary>
    private void TakePlaces(List<string> lines, List<string> callPaths)
    {
        foreach (var line in lines)
        {
            var known = _past.PathsOf(line);
            if (known.Count == 0)
                continue;
            var named = known.Where(callPaths.Contains).ToList();
            (CollectionsMarshal.GetValueRefOrAddDefault(_needs.Places, line, out _) ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(named.Count > 0 ? named : known);
        }
    }

    private void TakePairs(List<string> atoms)
    {
        var symbols = atoms.Where(a => !a.Contains('/')).ToList();
        foreach (var path in atoms.Where(a => a.Contains('/')))
            if (_past.Bonds.Of(path) is { } bound)
                _pairs.UnionWith(symbols.Where(bound.Contains).Select(symbol => (path, symbol)));
    }

    private bool Needed(string line) => _past.HasLine(line) && !_freshLines.Contains(line);

    private void Supply(Reading reading)
    {
        _freshLines.UnionWith(reading.Lines);
        _freshAtoms.UnionWith(reading.Atoms);
    }

    /// <summary>Pairs are sampled by hash: the order of a set is not stable, and the first of an alphabet are no fair sample.</summary>
    private NeedSet Finish()
    {
        _needs.Pairs = [.. _pairs
            .OrderBy(p => XxHash3.HashToUInt64(MemoryMarshal.AsBytes($"{p.Path}\n{p.Symbol}".AsSpan())))
            .ThenBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Symbol, StringComparer.Ordinal).Take(MostPairs)];
        _needs.Failures = [.. FailedCall.In(_past.Messages, _past.Count).Where(f => f.Atoms.Overlaps(_needs.Ids.Keys))];
        return _needs;
    }
}

using System.Text;
using System.Text.Json;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Budgets;

/// <summary>
/// What the recorded future of a session needed from its past: lines that later calls repeat in their arguments, the old
/// text of later edits. Not needed is what tools or people supplied again first, or the model wrote itself.
/// </summary>
public sealed class NeedSet
{
    private readonly HashSet<string> _lines = [];
    private readonly List<List<string>> _edits = [];
    private readonly List<string> _exact = [];

    /// <summary>Needed lines, in their counted form.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>For each later edit that needs any: the needed lines of its old text.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Edits => _edits;

    /// <summary>The whole old text of those edits, where it stood verbatim in the past.</summary>
    public IReadOnlyList<string> Exact => _exact;

    /// <summary>The need set at a cut.</summary>
    /// <param name="index">The whole session, sealed.</param>
    /// <param name="cutTurn">First turn of the future: a position in <see cref="ContextIndex.Turns"/>.</param>
    public static NeedSet Of(ContextIndex index, int cutTurn)
    {
        var past = new HashSet<string>();
        var text = new StringBuilder();
        for (var i = 0; i < index.Turns[cutTurn].FirstBlock; i++)
            foreach (var part in Parts(index, i))
            {
                past.UnionWith(NeedLines.In(part));
                text.Append(NeedLines.Unnumbered(part)).Append('\n');
            }

        var needs = new NeedSet();
        var fresh = new HashSet<string>();
        for (var turn = cutTurn; turn < index.Turns.Length; turn++)
            needs.Take(index, index.Turns[turn], past, text.ToString(), fresh);
        return needs;
    }

    /// <summary>Shares of each class that a view holds, NaN where the class is empty.</summary>
    /// <param name="view">The view as text.</param>
    public Recall Score(string view)
    {
        var unescaped = NeedLines.Unescape(view);
        var held = new HashSet<string>(NeedLines.In(view));
        held.UnionWith(NeedLines.In(unescaped));
        var passages = NeedLines.Unnumbered(unescaped) + NeedLines.Unnumbered(view);
        return new Recall(
            Share(_lines.Count, _lines.Count(held.Contains)),
            Share(_edits.Count, _edits.Count(edit => edit.TrueForAll(held.Contains))),
            Share(_exact.Count, _exact.Count(old => passages.Contains(old, StringComparison.Ordinal))));
    }

    private static double Share(int all, int hits) => all == 0 ? double.NaN : (double)hits / all;

    /// <summary>Calls count before the words of their own message; words supply again only what comes after.</summary>
    private void Take(ContextIndex index, Turn turn, HashSet<string> past, string pastText, HashSet<string> fresh)
    {
        var words = new List<string>();
        for (var i = turn.FirstBlock; i < turn.FirstBlock + turn.BlockCount; i++)
        {
            if (index.Blocks[i].Kind != BlockKind.Call)
            {
                words.AddRange(Parts(index, i).SelectMany(NeedLines.In));
                continue;
            }

            if (index.Blocks[i].Work == ToolKind.Edit)
                TakeEdits(index.Text(i), past, pastText, fresh);
            var lines = NeedLines.Values(index.Text(i)).SelectMany(NeedLines.In).ToList();
            _lines.UnionWith(lines.Where(line => past.Contains(line) && !fresh.Contains(line)));
            fresh.UnionWith(lines);
        }

        fresh.UnionWith(words);
    }

    private void TakeEdits(ReadOnlySpan<byte> arguments, HashSet<string> past, string pastText, HashSet<string> fresh)
    {
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName
                || !(reader.ValueTextEquals("old_string"u8) || reader.ValueTextEquals("oldText"u8) || reader.ValueTextEquals("old_str"u8)))
                continue;
            reader.Read();
            var old = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            var lines = NeedLines.In(old).Where(line => past.Contains(line) && !fresh.Contains(line)).ToList();
            if (lines.Count == 0)
                continue;
            _edits.Add(lines);
            if (pastText.Contains(old, StringComparison.Ordinal))
                _exact.Add(old);
        }
    }

    private static List<string> Parts(ContextIndex index, int block) => index.Blocks[block].Kind switch
    {
        BlockKind.Thinking or BlockKind.Image => [],
        BlockKind.Call => NeedLines.Values(index.Text(block)),
        _ => [Encoding.UTF8.GetString(index.Text(block))],
    };
}

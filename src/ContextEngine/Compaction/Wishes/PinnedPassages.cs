using System.Text;
using System.Text.RegularExpressions;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Wishes;

/// <summary>What the pins of a user stand for in one conversation. A pure function of index and pins; costs one pass a pin.</summary>
internal static class PinnedPassages
{
    private const int LongestLabel = 80;

    public static List<PinnedPassage> Of(ContextIndex index, UserWishes wishes, IReadOnlyList<(int Block, EarlierMemory Memory)> memories)
    {
        var found = new List<PinnedPassage>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pin in wishes.Pins)
            foreach (var passage in Of(index, pin))
                if (seen.Add(Encoding.UTF8.GetString(passage.Text.Span)))
                    found.Add(passage);
        foreach (var (label, text) in memories.SelectMany(m => m.Memory.Pins)) // a pin outlives its log
            if (text.Length > 0 && seen.Add(text))
                found.Add(new PinnedPassage(label, Encoding.UTF8.GetBytes(text), Said: true));
        return found;
    }

    /// <summary>The pins that stand for nothing here, nor in a memory that an earlier compaction wrote.</summary>
    public static IEnumerable<Pin> Idle(ContextIndex index, IReadOnlyList<Pin> pins)
    {
        var missing = pins.Where(pin => Of(index, pin).Count == 0).ToList();
        if (missing.Count == 0)
            return missing;
        var remembered = Enumerable.Range(0, index.Blocks.Length).SelectMany(i => EarlierMemory.Of(index, i)?.Pins ?? []).Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        return missing.Where(pin => !remembered.Contains(LabelOf(pin.Word)));
    }

    private static List<PinnedPassage> Of(ContextIndex index, Pin pin) => pin.Kind switch
    {
        PinKind.Turn => OfTurn(index, pin),
        PinKind.Pattern => OfPattern(index, pin),
        _ => [new PinnedPassage(LabelOf(pin.Word), pin.Text, Occurs(index, pin.Text.Span))],
    };

    private static List<PinnedPassage> OfTurn(ContextIndex index, Pin pin)
    {
        var found = new List<PinnedPassage>();
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Turns[index.Blocks[i].Turn].Number == pin.Turn && index.Blocks[i].Kind is BlockKind.Text or BlockKind.Call or BlockKind.Result)
                found.Add(new PinnedPassage(LabelOf(pin.Word), index.Memory(i), Said: true));
        return found;
    }

    /// <summary>Matching lines, the newest first: what the budget cannot take is then the oldest.</summary>
    private static List<PinnedPassage> OfPattern(ContextIndex index, Pin pin)
    {
        var found = new List<PinnedPassage>();
        for (var i = index.Blocks.Length - 1; i >= 0; i--)
        {
            if (index.Blocks[i].Role == Role.System || EarlierMemory.Is(index, i))
                continue;
            if (index.Blocks[i].Kind is BlockKind.Text or BlockKind.Result)
                Lines(index.Memory(i), pin.Pattern!, LabelOf(pin.Word), found);
            else if (index.Blocks[i].Kind == BlockKind.Call)
                foreach (var value in ArgumentValues.Of(index.Text(i)))
                    Lines(value, pin.Pattern!, LabelOf(pin.Word), found);
        }

        return found;
    }

    private static void Lines(ReadOnlyMemory<byte> text, Regex pattern, string label, List<PinnedPassage> found)
    {
        foreach (var range in text.Span.Split((byte)'\n'))
            if (text[range] is { Length: > 0 } line && pattern.IsMatch(Encoding.UTF8.GetString(line.Span)))
                found.Add(new PinnedPassage(label, line, Said: true));
    }

    private static bool Occurs(ContextIndex index, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Text(i).IndexOf(text) >= 0)
                return true;
        return false;
    }

    private static string LabelOf(string word) => Encoding.UTF8.GetString(OneLine.Of(Encoding.UTF8.GetBytes(word), LongestLabel));
}

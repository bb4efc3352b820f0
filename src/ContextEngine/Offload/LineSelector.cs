using System.Buffers.Binary;
using System.Numerics;

namespace Pith.Offload;

/// <summary>What showing some text costs, in the unit of the budget: bytes, tokens.</summary>
public delegate int TextCost(ReadOnlySpan<byte> utf8);

/// <summary>
/// Chooses the lines of a text that are worth keeping under a budget: exit code, errors with their surroundings, lines
/// with the words the call asked about, declarations, headings, head and tail. Few long runs rather than many short
/// ones. Deterministic. Reuse one instance: after the first texts it allocates nothing. Not thread-safe.
/// </summary>
public sealed partial class LineSelector
{
    // Of a file that was read, nothing tells which lines will be edited, but those near its top are twice as likely as
    // those far down (recorded sessions: 187 reads, 3,262 lines named again in the next 60 steps). So most of the budget goes to its
    // start in one piece, and an outline shows what else there is to recall.
    private const double HeadOfFile = 0.75;
    private const double OutlineOfFile = 0.15;
    private const int LeastOutline = 6;

    private readonly Interests interests = new();
    private readonly int[] termCounts = new int[Interests.Capacity];
    private readonly int[] kindCounts = new int[(int)UnitKind.Heading + 1];
    private readonly Dictionary<ulong, int> shapes = [];
    private TextUnit[] units = new TextUnit[256];
    private int count;
    private bool isFile;
    private int lines;
    private bool[] chosen = [];
    private int[] costs = [];
    private int[] ends = [];
    private int[] anchors = [];
    private ulong[] ranks = [];

    /// <summary>Lines of the loaded text.</summary>
    public int LineCount => lines;

    /// <summary>Splits and weighs a text: linear, one look at each byte. Lines longer than <paramref name="longestLine"/> bytes are dealt with in pieces.</summary>
    public void Load(ReadOnlySpan<byte> content, in PreviewContext context, int longestLine = 512)
    {
        interests.Load(in context);
        Split(content, Math.Max(longestLine, 16));
        Array.Clear(termCounts);
        Array.Clear(kindCounts);
        for (var i = 0; i < count; i++)
        {
            ref var unit = ref units[i];
            LineClassifier.Classify(content[unit.Start..unit.End], interests.Words, ref unit);
            kindCounts[(int)unit.Kind]++;
            for (var terms = unit.Terms; terms != 0; terms &= terms - 1)
                termCounts[BitOperations.TrailingZeroCount(terms)]++;
        }

        isFile = !context.IsError && (context.Path.Length > 0 || CallSubject.ShowsFile(context.Arguments));
        Weigh(content, context.IsError, context.Path.IsEmpty);
        if (anchors.Length < count)
        {
            anchors = new int[units.Length];
            ranks = new ulong[units.Length];
            costs = new int[units.Length];
            ends = new int[units.Length];
            chosen = new bool[units.Length];
        }
    }

    /// <summary>
    /// Adds to <paramref name="spans"/>, in order, the runs whose cost together with a mark for each gap between, before
    /// and after them is at most <paramref name="budget"/>. Call <see cref="Load"/> first, with the same text; it may be
    /// called again with other budgets.
    /// </summary>
    /// <param name="content">The loaded text.</param>
    /// <param name="budget">What the selection may cost.</param>
    /// <param name="cost">Cost of a text; asked once for each line that comes into question.</param>
    /// <param name="gapCost">Cost of one mark for left-out lines.</param>
    /// <param name="spans">Takes the runs.</param>
    public void Select(ReadOnlySpan<byte> content, int budget, TextCost cost, int gapCost, List<TextSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(spans);
        Array.Clear(chosen, 0, count);
        Array.Fill(costs, -1, 0, count);
        var selection = new Selection(content, units.AsSpan(0, count), chosen, costs, ends, cost, gapCost, budget);
        if (selection.TryTakeAll())
        {
            Collect(spans);
            return;
        }

        var ranked = Rank();
        var outline = isFile ? (int)(budget * OutlineOfFile) : int.MaxValue;
        // What has no room for a handful of lines with their marks is no outline: then a longer start serves better.
        if (outline < LeastOutline * gapCost)
            outline = 0;
        if (isFile)
            selection.TakeHead((int)(budget * (outline > 0 ? HeadOfFile : HeadOfFile + OutlineOfFile)));
        selection.TakeAnchors(anchors.AsSpan(0, ranked), outline);
        selection.CloseSmallGaps();
        selection.Grow(anchors.AsSpan(0, ranked));
        Collect(spans);
    }

    private void Collect(List<TextSpan> spans)
    {
        for (var i = 0; i < count; i++)
        {
            if (!chosen[i])
                continue;
            var first = i;
            while (i + 1 < count && chosen[i + 1])
                i++;
            spans.Add(new TextSpan(units[first].Start, units[i].End, units[first].Line, units[i].Line));
        }
    }

    // The weightiest first; equals among errors in their order, others spread over the text rather than from the top.
    private int Rank()
    {
        var ranked = 0;
        for (var i = 0; i < count; i++)
        {
            if (units[i].Weight <= 0)
                continue;
            var tie = units[i].Kind is UnitKind.Error or UnitKind.Exit ? (uint)i : Spread((uint)ranked);
            ranks[ranked] = ((ulong)(uint)(int.MaxValue - units[i].Weight) << 32) | tie;
            anchors[ranked++] = i;
        }

        ranks.AsSpan(0, ranked).Sort(anchors.AsSpan(0, ranked));
        return ranked;
    }

    // Bits reversed: any prefix of the order covers the range evenly.
    private static uint Spread(uint index)
    {
        index = ((index >> 1) & 0x55555555) | ((index & 0x55555555) << 1);
        index = ((index >> 2) & 0x33333333) | ((index & 0x33333333) << 2);
        index = ((index >> 4) & 0x0F0F0F0F) | ((index & 0x0F0F0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(index);
    }
}

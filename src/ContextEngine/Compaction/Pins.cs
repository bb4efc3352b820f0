using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>What is always kept verbatim: the system prompt, the first and the latest request.</summary>
internal readonly record struct Pins(int First, int Latest)
{
    /// <summary>Positions of the first and the latest request; -1 where there is none.</summary>
    public static Pins Of(ContextIndex index)
    {
        var first = -1;
        var latest = -1;
        for (var i = 0; i < index.Blocks.Length; i++)
        {
            if (!index.Blocks[i].Has(BlockFlags.Request))
                continue;
            first = first < 0 ? i : first;
            latest = i;
        }

        return new Pins(first, latest);
    }

    /// <summary>The pinned requests among the replaced blocks.</summary>
    public void Before(int end, List<int> pins)
    {
        pins.Clear();
        if (First >= 0 && First < end)
            pins.Add(First);
        if (Latest != First && Latest >= 0 && Latest < end)
            pins.Add(Latest);
    }
}

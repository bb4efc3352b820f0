namespace Pith.Compaction;

/// <summary>Sums a draft up by tier.</summary>
internal static class PlanReports
{
    public static void Write(Draft draft, Replacement? replacement, List<TierReport> reports)
    {
        reports.Clear();
        foreach (var tier in (ReadOnlySpan<Tiers>)[Tiers.Admission, Tiers.Micro, Tiers.Collapse, Tiers.Memory, Tiers.Full, Tiers.Truncate])
        {
            if (tier == Tiers.Memory && replacement is { MemoryTokens: > 0 })
                reports.Add(new TierReport(tier, 1, 0, replacement.MemoryTokens, "one block stands for what is gone; its handle leads to all of it"));
            var (segments, before, after) = (0, 0, 0);
            foreach (ref readonly var decision in draft.Decisions)
            {
                if (decision.Tier != tier)
                    continue;
                segments++;
                before += decision.TokensBefore;
                after += decision.TokensAfter;
            }

            if (segments > 0)
                reports.Add(new TierReport(tier, segments, before, after, NoteOf(tier)));
        }
    }

    private static string NoteOf(Tiers tier) => tier switch
    {
        Tiers.Admission => "large results became previews with a handle",
        Tiers.Micro => "old, repeated or superseded results shrank; reasoning and pictures went",
        Tiers.Collapse => "finished work became one line a step",
        Tiers.Full => "everything before the tail was replaced",
        _ => "what was still too long was cut",
    };
}

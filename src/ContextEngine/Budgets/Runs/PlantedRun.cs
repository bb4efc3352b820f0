using Pith.Budgets.Recordings;

namespace Pith.Budgets.Runs;

/// <summary>
/// Constraints planted in a copy of a session, since what people really write is thin: three messages of the user at a
/// quarter, half and three quarters of the past, each with one binding sentence. Counts the sentences that stay verbatim.
/// </summary>
internal static class PlantedRun
{
    private static readonly string[] Sentences =
    [
        "You must never run git push --force in this repository.",
        "Always run the linter with --max-warnings 0 before you commit.",
        "Only touch files below the folder I named, and don't add a dependency.",
    ];

    /// <summary>Kept and planted sentences, one pair a policy; none where the session has no cut at the budget.</summary>
    public static (int Kept, int Planted)[] Of(Recording recording, int budget, BudgetOptions options)
    {
        var counts = new (int, int)[options.Policies.Count];
        var cuts = RecallRun.CutsOf(recording, budget, options.PilotCuts);
        if (cuts.Count == 0)
            return counts;
        var messages = Plant([.. recording.Messages.Take(cuts[cuts.Count / 2])]);
        for (var p = 0; p < counts.Length; p++)
        {
            var view = options.Policies[p].Compact(messages, budget);
            counts[p] = (Sentences.Count(s => view.Messages.Any(m => m.Text.Contains(s, StringComparison.Ordinal))), Sentences.Length);
        }

        return counts;
    }

    private static List<Message> Plant(List<Message> messages)
    {
        var length = messages.Count;
        for (var i = Sentences.Length - 1; i >= 0; i--)
        {
            var at = length * (i + 1) / (Sentences.Length + 1);
            while (at < messages.Count && !Cuts.IsPlace(messages, at, 0))
                at++;
            messages.Insert(at, new Message(Speaker.User, $"One more thing before you go on. {Sentences[i]} Thanks.") { IsRequest = true });
        }

        return messages;
    }
}

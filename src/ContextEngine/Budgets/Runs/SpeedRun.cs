using System.Diagnostics;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Runs;

/// <summary>Milliseconds and bytes of a compaction of contexts of a given size, made by joining sessions: the first run after the code is warm, then with one turn more.</summary>
internal static class SpeedRun
{
    private static readonly int[] Sizes = [50_000, 200_000, 1_000_000];

    public static List<SpeedRow> Of(IReadOnlyList<Recording> recordings, BudgetOptions options)
    {
        var rows = new List<SpeedRow>();
        foreach (var size in Sizes)
        {
            var whole = Joined(recordings, size);
            var end = whole.Count - 1;
            while (end > 1 && !Cuts.IsPlace(whole, end, 0))
                end--;
            foreach (var policy in options.Policies)
            {
                policy.Compact(Joined(recordings, size), options.ChainBudget); // compiles what is compiled late
                var (cold, bytes) = Measure(policy, () => Joined(recordings, size)[..end], options.ChainBudget);
                var (next, nextBytes) = Measure(policy, () => Joined(recordings, size), options.ChainBudget);
                rows.Add(new SpeedRow(policy.Name, size, cold, bytes, next, nextBytes));
            }
        }

        return rows;
    }

    /// <summary>The least of three; messages are made anew each time, since they keep what was once read from them.</summary>
    private static (double Milliseconds, long Bytes) Measure(IContextPolicy policy, Func<List<Message>> make, int budget)
    {
        var (least, bytes) = (double.MaxValue, long.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var messages = make();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            policy.Compact(messages, budget);
            least = Math.Min(least, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        return (least, bytes);
    }

    /// <summary>Sessions one after another, calls and results made anew so that no reading is kept from before.</summary>
    private static List<Message> Joined(IReadOnlyList<Recording> recordings, int tokens)
    {
        var joined = new List<Message>();
        for (var round = 0; tokens > 0; round++)
            foreach (var recording in recordings)
            {
                var calls = new Dictionary<ToolCall, ToolCall>();
                foreach (var message in recording.Messages)
                {
                    if (tokens <= 0 && message.Speaker != Speaker.Tool)
                        return joined;
                    foreach (var call in message.Calls)
                        calls[call] = new ToolCall($"{round}_{joined.Count}_{call.Id}", call.Name, call.Arguments, call.Work);
                    joined.Add(new Message(message.Speaker, message.Text, [.. message.Calls.Select(c => calls[c])], message.Answers is { } answers ? calls.GetValueOrDefault(answers) : null) { IsError = message.IsError, IsRequest = message.IsRequest });
                    tokens -= message.Tokens;
                }
            }

        return joined;
    }
}

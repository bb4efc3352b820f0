using System.Collections.Concurrent;
using System.Text;
using Pith.Hooks;

namespace Pith.Cli.Runs;

/// <summary>What hooks say that nobody waited for. The model is told with the next message; what is to wake it is not left until then.</summary>
/// <param name="tell">Tells the person what failed.</param>
/// <param name="words">Puts what they say into its form.</param>
internal sealed class LateWords(Action<string> tell, HookWords words)
{
    /// <summary>How often in a row hooks may have the agent work while a person or a program is waited for: one that wakes it after every turn would have it work, and be paid, for ever.</summary>
    public const int MostWoken = 8;

    private const int Refuses = 2;

    private readonly ConcurrentQueue<string> _said = [];
    private volatile TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a hook wakes the agent; then again only after <see cref="Take()"/>.</summary>
    public Task Woken => _woken.Task;

    /// <summary>Takes down how a hook ended; on any thread.</summary>
    public void Take(HookReport report)
    {
        if (report.Hook.Wakes && report.End is { Problem: null, ExitCode: Refuses })
        {
            var why = Encoding.UTF8.GetString((report.End.Error.IsEmpty ? report.End.Output : report.End.Error).Span).Trim();
            Add(words.Of(report.Hook.Event, why.Length > 0 ? why : $"the hook {report.Hook.Shown} ended with exit code 2"));
            _woken.TrySetResult();
            return;
        }

        if (report.End is not { Problem: null, ExitCode: 0 })
            foreach (var message in report.Outcome.Messages)
                tell(message);
        else
            foreach (var said in report.Outcome.Context.Concat(report.Outcome.Messages))
                Add(words.Of(report.Hook.Event, said));
    }

    /// <summary>Takes down a text for the next message.</summary>
    public void Add(string said) => _said.Enqueue(said);

    /// <summary>All that was said since, in its order.</summary>
    public IReadOnlyList<string> Take()
    {
        if (Woken.IsCompleted)
            _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = new List<string>();
        while (_said.TryDequeue(out var one))
            all.Add(one);
        return all;
    }
}

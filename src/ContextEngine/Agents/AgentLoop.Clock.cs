using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pith.Agents;

public sealed partial class AgentLoop
{
    private TimeSpan _worked;

    /// <summary>Works on a prompt until the end. May be called again: the conversation goes on.</summary>
    /// <param name="prompt">UTF-8.</param>
    /// <param name="cancel">Ends the run with <see cref="OperationCanceledException"/>; the log holds what was whole by then.</param>
    public IAsyncEnumerable<AgentEvent> RunAsync(ReadOnlyMemory<byte> prompt, CancellationToken cancel) => RunAsync(UserPrompt.Of(prompt), [], cancel);

    /// <summary>The same with more than words.</summary>
    public IAsyncEnumerable<AgentEvent> RunAsync(UserPrompt prompt, CancellationToken cancel) => RunAsync(prompt, [], cancel);

    /// <summary>The same with blocks before the prompt that answer what is open.</summary>
    internal async IAsyncEnumerable<AgentEvent> RunAsync(UserPrompt prompt, IReadOnlyList<byte[]> first, [EnumeratorCancellation] CancellationToken cancel)
    {
        var start = options.Time.GetTimestamp();
        using var watch = new CancellationTokenSource(options.Limits.Time is { } limit ? Positive(limit - _worked) : Timeout.InfiniteTimeSpan, options.Time);
        if (options.Limits.Time <= _worked)
            await watch.CancelAsync().ConfigureAwait(false); // a timer of no time at all may be slower than an answer
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        await using var events = WorkAsync(prompt, first, both.Token).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            var isOver = false; // whoever listens may stop at the end, so nothing of it may be left for the next run
            while (!isOver && await NextAsync(events, watch, cancel).ConfigureAwait(false) is { } found)
            {
                isOver = found is AgentEvent.Ended;
                yield return found;
            }
        }
        finally
        {
            _worked += options.Time.GetElapsedTime(start); // also of a run that was cancelled, or that nobody listened to until its end
            if (watch.IsCancellationRequested && options.Limits.Time is { } all && _worked < all)
                _worked = all; // a timer may be a hair earlier than the clock
        }
    }

    private static TimeSpan Positive(TimeSpan left) => left < TimeSpan.Zero ? TimeSpan.Zero : left;

    /// <summary>The next event; null at the end. The clock's end is an end like any other: what was open is answered when the session goes on.</summary>
    private async ValueTask<AgentEvent?> NextAsync(IAsyncEnumerator<AgentEvent> events, CancellationTokenSource watch, CancellationToken cancel)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? events.Current : null;
        }
        catch (OperationCanceledException) when (watch.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            Debug.Assert(options.Limits.Time is not null);
            return await EndAsync(EndReason.MaxTime, FormattableString.Invariant($"the limit of {options.Limits.Time!.Value.TotalMinutes:0.##} minutes is reached"), null, cancel).ConfigureAwait(false);
        }
    }
}

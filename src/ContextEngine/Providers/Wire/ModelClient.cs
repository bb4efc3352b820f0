using System.Runtime.CompilerServices;
using Pith.Events;
using Pith.Providers.Streaming;

namespace Pith.Providers.Wire;

/// <summary>Asks over HTTP. The one owner of retries: above it nothing asks twice, below it nothing does.</summary>
/// <param name="http">The connections. Must not follow redirects: the key would go with them.</param>
/// <param name="deadlines">How long each part may take.</param>
/// <param name="rule">When an attempt is repeated.</param>
/// <param name="time">The clock of deadlines and waits.</param>
/// <param name="random">Numbers from 0 to 1, for the jitter.</param>
internal sealed class ModelClient(HttpMessageInvoker http, Deadlines deadlines, RetryRule rule, TimeProvider time, Func<double> random)
{
    /// <summary>Asks with a body, or says what is wrong with it: then nothing is sent.</summary>
    /// <param name="body">Writes the body, once.</param>
    /// <param name="message">Makes a request of it, anew for each attempt.</param>
    /// <param name="decode">A decoder for each attempt.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<ModelEvent> AskAsync(
        Func<(RequestBody? Body, ModelEvent.Failed? Broken)> body, Func<RequestBody, HttpRequestMessage> message, Func<IStreamDecoder> decode, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (written, broken) = body();
        if (written is null)
        {
            yield return broken!;
            yield break;
        }

        await foreach (var found in AskAsync(() => message(written), decode, cancel).ConfigureAwait(false))
            yield return found;
    }

    /// <summary>Asks until an answer is whole or a failure final.</summary>
    /// <param name="write">Makes the request anew for each attempt.</param>
    /// <param name="decode">A decoder for each attempt.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<ModelEvent> AskAsync(Func<HttpRequestMessage> write, Func<IStreamDecoder> decode, [EnumeratorCancellation] CancellationToken cancel)
    {
        var faults = new List<ModelEvent.Failed>();
        var events = new List<ModelEvent>();
        while (true)
        {
            using var message = write();
            using var exchange = new Exchange(http, message, decode(), deadlines, time, cancel);
            bool goesOn;
            do
            {
                events.Clear();
                goesOn = await exchange.ReadAsync(events).ConfigureAwait(false);
                foreach (var found in events)
                    if (found is not ModelEvent.Failed)
                        yield return found;
            }
            while (goesOn);

            if (events is not [.., ModelEvent.Failed fault])
                yield break;
            faults.Add(fault);
            if (rule.DelayAfter(faults, exchange.RetryAfter, random()) is not { } delay)
            {
                yield return Final(faults, exchange.RetryAfter);
                yield break;
            }

            yield return new ModelEvent.Retrying(faults.Count, rule.Attempts, delay, fault);
            await Task.Delay(delay, time, cancel).ConfigureAwait(false);
        }
    }

    private static ModelEvent.Failed Final(List<ModelEvent.Failed> faults, TimeSpan? asked)
    {
        var fault = faults[^1];
        var note = faults.Count > 1 ? $" ({faults.Count} attempts)" : asked is { } wait ? $"; it asks to wait {wait.TotalSeconds:0} s" : "";
        return fault with { Message = fault.Message + note };
    }
}

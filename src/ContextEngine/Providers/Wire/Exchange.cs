using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Wire;

/// <summary>One attempt: a request sent, and its answer read event by event. Every way in which it can end is an event.</summary>
internal sealed class Exchange(HttpMessageInvoker http, HttpRequestMessage message, IStreamDecoder decoder, Deadlines deadlines, TimeProvider time, CancellationToken cancel) : IDisposable
{
    private const int LongestError = 64 << 10;

    private readonly PhaseClock _clock = new(deadlines, time, cancel);
    private HttpResponseMessage? _response;
    private PipeReader? _pipe;
    private SseReader? _events;

    /// <summary>How long the provider asked to wait.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Reads on. False at the end, which is the provider's own end or the event <see cref="ModelEvent.Failed"/>.</summary>
    /// <param name="events">Takes what came.</param>
    public async ValueTask<bool> ReadAsync(List<ModelEvent> events)
    {
        try
        {
            return await ReadOnAsync(events).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Fail(events, FaultKind.Deadline, _clock.Token.IsCancellationRequested ? _clock.Sentence() : $"no connection to {Host} within {deadlines.Connect.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException problem)
        {
            return Fail(events, FaultKind.Transport, _response is null ? $"no connection to {Host}: {HttpProblem.Of(problem)}" : $"the connection to {Host} broke: {HttpProblem.Of(problem)}");
        }
        catch (IOException problem)
        {
            return Fail(events, FaultKind.Transport, $"the connection to {Host} broke: {HttpProblem.Of(problem)}");
        }
        catch (StreamFaultException fault)
        {
            return Fail(events, fault.Kind, fault.Message);
        }
        catch (TooLongException tooLong)
        {
            return Fail(events, FaultKind.TooLarge, $"{Host} sent {tooLong.Message}; a proxy in between may not speak the protocol");
        }
        catch (JsonException)
        {
            return Fail(events, FaultKind.Malformed, $"{Host} sent an event that is no JSON");
        }
    }

    public void Dispose()
    {
        _pipe?.Complete();
        _response?.Dispose();
        _clock.Dispose();
    }

    private string Host => message.RequestUri!.Authority;

    private async ValueTask<bool> ReadOnAsync(List<ModelEvent> events)
    {
        if (_events is null && !await OpenAsync(events).ConfigureAwait(false))
            return false;
        if (!await _events!.ReadAsync(_clock.Alive, _clock.Token).ConfigureAwait(false))
        {
            decoder.End(events);
            return decoder.IsComplete ? false : Fail(events, FaultKind.Truncated, $"the answer of {Host} ended before its end");
        }

        decoder.Read(_events.Data, events);
        return !decoder.IsComplete && events is not [.., ModelEvent.Failed];
    }

    private async ValueTask<bool> OpenAsync(List<ModelEvent> events)
    {
        _response = await http.SendAsync(message, _clock.Token).ConfigureAwait(false);
        _clock.Headers();
        var body = await _response.Content.ReadAsStreamAsync(_clock.Token).ConfigureAwait(false);
        if (_response.IsSuccessStatusCode)
        {
            if (_response.Content.Headers.ContentType?.MediaType is { } type and not "text/event-stream" && type.EndsWith("html", StringComparison.OrdinalIgnoreCase))
                return Fail(events, FaultKind.InvalidRequest, $"{Host} answered with a web page, not a stream; check the base URL");
            _pipe = PipeReader.Create(body);
            _events = new SseReader(_pipe);
            return true;
        }

        RetryAfter = Asked(_response);
        events.Add(Refusal((int)_response.StatusCode, await StartOfAsync(body).ConfigureAwait(false)));
        return false;
    }

    private async ValueTask<byte[]> StartOfAsync(Stream body)
    {
        var buffer = new byte[LongestError];
        var length = 0;
        try
        {
            length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _clock.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException || problem is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            length = 0; // the status alone says enough
        }

        return buffer[..length];
    }

    private static ModelEvent.Failed Refusal(int status, byte[] body) => JsonLimits.IsObject(body)
        ? ErrorReading.Failure(JsonValue.Of(body), status)
        : ErrorReading.Failure(status, body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("<"u8) ? "a web page, not the API; check the base URL" : Encoding.UTF8.GetString(body));

    private TimeSpan? Asked(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values) && double.TryParse(values.First(), out var milliseconds) && milliseconds is >= 0 and < 1e9)
            return TimeSpan.FromMilliseconds(milliseconds);
        var asked = response.Headers.RetryAfter;
        var delay = asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null);
        return delay is { } wanted && wanted < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private static bool Fail(List<ModelEvent> events, FaultKind kind, string sentence)
    {
        events.Add(new ModelEvent.Failed(kind, sentence, 0));
        return false;
    }
}

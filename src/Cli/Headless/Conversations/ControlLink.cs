using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>
/// Requests and answers beside the conversation, in both directions, as the Agent SDK documents them: an envelope a line,
/// with an id that ties an answer to its request.
/// </summary>
internal sealed class ControlLink(Stream output)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ControlReply>> _open = new(StringComparer.Ordinal);
    private int _asked;
    private volatile bool _isClosed;

    /// <summary>Asks the other side and waits. Where it has gone, that is the answer.</summary>
    /// <param name="subtype">What is asked.</param>
    /// <param name="fill">Writes the fields of the request.</param>
    /// <param name="cancel">Takes the request back.</param>
    public async Task<ControlReply> AskAsync(string subtype, Action<Utf8JsonWriter> fill, CancellationToken cancel)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"pith_{Interlocked.Increment(ref _asked)}");
        var answer = _open[id] = new TaskCompletionSource<ControlReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_isClosed)
            return Gone;
        try
        {
            JsonLine.Write(output, json =>
            {
                json.WriteString("type", "control_request");
                json.WriteString("request_id", id);
                json.WriteStartObject("request");
                json.WriteString("subtype", subtype);
                fill(json);
                json.WriteEndObject();
            });
            return await answer.Task.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            JsonLine.Write(output, json =>
            {
                json.WriteString("type", "control_cancel_request");
                json.WriteString("request_id", id);
            });
            throw;
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    /// <summary>An answer came.</summary>
    /// <param name="response">The inside of its envelope; it must outlive the line.</param>
    public void Take(JsonElement response)
    {
        if (response.Word("request_id") is not { } id || !_open.TryGetValue(id, out var waiting))
            return; // an answer to a request that was taken back
        waiting.TrySetResult(new ControlReply(response.Word("subtype") == "success", response.Field("response"), response.Field("error").ToString()));
    }

    /// <summary>The other side will answer nothing more.</summary>
    public void Close()
    {
        _isClosed = true;
        foreach (var waiting in _open.Values)
            waiting.TrySetResult(Gone);
    }

    /// <summary>Answers a request of the other side.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="fill">Writes the fields of the answer.</param>
    public void Answer(string id, Action<Utf8JsonWriter> fill) => Respond(id, "success", json =>
    {
        json.WriteStartObject("response");
        fill(json);
        json.WriteEndObject();
    });

    /// <summary>Answers that it cannot be done, and why.</summary>
    public void Refuse(string id, string sentence) => Respond(id, "error", json => json.WriteString("error", sentence));

    private static ControlReply Gone => new(false, default, "standard input has ended");

    private void Respond(string id, string subtype, Action<Utf8JsonWriter> fill) => JsonLine.Write(output, json =>
    {
        json.WriteString("type", "control_response");
        json.WriteStartObject("response");
        json.WriteString("subtype", subtype);
        json.WriteString("request_id", id);
        fill(json);
        json.WriteEndObject();
    });
}

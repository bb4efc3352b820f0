using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>
/// A server with an address, over streamable HTTP: each message is a POST, answered by one JSON value or by a stream of
/// events. Headers go where they were meant to go: redirects are not followed.
/// </summary>
/// <param name="address">The server's endpoint.</param>
/// <param name="headers">Headers of every request.</param>
internal sealed class HttpTransport(Uri address, IReadOnlyDictionary<string, string> headers) : IServerTransport
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Connect, MaxResponseHeadersLength = 64 });
    private Action<ReadOnlyMemory<byte>> _received = static _ => { };
    private string _session = "";

    public string LastWords => "";

    public bool AnswersWithSending => true;

    public void Begin(Action<ReadOnlyMemory<byte>> received, Action<ReadOnlyMemory<byte>> tooLong, Action<string> ended) => _received = received;

    public async Task SendAsync(ReadOnlyMemory<byte> message, MessageFacts facts, CancellationToken cancel)
    {
        var session = _session;
        using var request = Request(message, facts, session);
        try
        {
            using var response = await _client.SendAsync(request, cancel).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw await RefusedAsync(response, session, cancel).ConfigureAwait(false);
            if (response.Headers.TryGetValues("Mcp-Session-Id", out var ids))
                _session = ids.First();
            var got = response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent ? 0 : await ReadAsync(response.Content, facts.ExpectsReply, cancel).ConfigureAwait(false);
            if (facts.ExpectsReply && got == 0)
                throw new ServerException($"its answer to {facts.Method} has no content");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new ServerException($"{address.Host} does not answer: {(broken is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } ? error.ToString() : SystemWords.Of(broken))}");
        }
        catch (TooLongException tooLong)
        {
            throw new ServerException($"it sent {tooLong.Message}");
        }
        catch (Exception closed) when (closed is ObjectDisposedException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new ServerException("the connection was closed") { IsGone = true };
        }
    }

    public void Leave()
    {
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(ReadOnlyMemory<byte> message, MessageFacts facts, string session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (session.Length > 0)
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        if (facts.Version.Length > 0)
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", facts.Version);
        if (facts.Version == ServerConnection.Stateless)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Method", facts.Method);
            if (facts.Subject.Length > 0)
                request.Headers.TryAddWithoutValidation("Mcp-Name", facts.Subject);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>Reads the answer; how many messages it had.</summary>
    private async Task<int> ReadAsync(HttpContent content, bool isAwaited, CancellationToken cancel)
    {
        var body = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        if (content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            var pipe = PipeReader.Create(body);
            var events = new SseReader(pipe, IServerTransport.MostMessage);
            var count = 0;
            for (; await events.ReadAsync(null, cancel).ConfigureAwait(false); count++)
                _received(events.Data.ToArray());
            await pipe.CompleteAsync().ConfigureAwait(false);
            return count;
        }

        var whole = await BoundedAsync(body, IServerTransport.MostMessage, cancel).ConfigureAwait(false);
        if (whole.Length == 0 || !isAwaited)
            return 0;
        _received(whole);
        return 1;
    }

    private static async Task<byte[]> BoundedAsync(Stream body, int most, CancellationToken cancel)
    {
        var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var read)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > most)
                throw new ServerException($"its answer is longer than {most >> 20} MB");
        }

        return whole.ToArray();
    }

    private async Task<ServerException> RefusedAsync(HttpResponseMessage response, string session, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new ServerException($"it wants a login (HTTP {status}); write its token into \"headers\", for example {{\"Authorization\": \"Bearer ${{TOKEN}}\"}}") { Code = status };
        if (response.StatusCode == HttpStatusCode.NotFound && session.Length > 0)
        {
            // Another call may have begun a new one meanwhile, which stays.
            Interlocked.CompareExchange(ref _session, "", session);
            return new ServerException("it has forgotten the session") { IsGone = true, IsForgotten = true };
        }

        const int shown = 300;
        var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        var start = new byte[shown];
        var read = await body.ReadAtLeastAsync(start, shown, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var words = System.Text.Encoding.UTF8.GetString(start, 0, read).Trim();
        return new ServerException($"it answers HTTP {status}{(words.Length > 0 ? $": {words}" : "")}") { Code = status };
    }
}

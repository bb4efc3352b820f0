using System.Collections.Concurrent;
using System.Text.Json;

namespace Pith.Tools.Servers;

/// <summary>The replies that are waited for, by the id of what was asked. Calls may come from any thread.</summary>
internal sealed class ServerReplies
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _open = new();
    private long _last;
    private volatile string? _ended;

    /// <summary>Why none can come any more; null while they can.</summary>
    public string? Ended => _ended;

    /// <summary>Waits for one more.</summary>
    public (long Id, Task<JsonElement> Reply) Expect()
    {
        var id = Interlocked.Increment(ref _last);
        var reply = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[id] = reply;
        return (id, reply.Task);
    }

    /// <summary>Waits no more.</summary>
    public void Forget(long id) => _open.TryRemove(id, out _);

    /// <summary>Takes one; false where it is none.</summary>
    public bool Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number))
            return false;
        if (!_open.TryGetValue(number, out var reply))
            return true; // nobody waits any more
        if (message.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
            reply.TrySetException(ServerRefusal.Of(error));
        else if (message.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object)
            reply.TrySetResult(result.Clone());
        else if (result.ValueKind != JsonValueKind.Undefined)
            reply.TrySetException(ServerRefusal.NoObject(result));
        else
            reply.TrySetException(new ServerException("its answer has neither a result nor an error"));
        return true;
    }

    /// <summary>One was too long: whoever waits for it is told at once. Where its beginning does not say whose it is, and only one waits, it is theirs.</summary>
    public void Lose(ReadOnlySpan<byte> beginning)
    {
        var id = ServerRefusal.IdOf(beginning);
        foreach (var (number, reply) in _open)
            if (number == id || id is null && _open.Count == 1)
                reply.TrySetException(new ServerException($"its answer is longer than {IServerTransport.MostMessage >> 20} MB"));
    }

    /// <summary>None can come any more. The first reason is the cause of the others.</summary>
    public void End(string how)
    {
        _ended ??= how;
        foreach (var (_, reply) in _open)
            reply.TrySetException(new ServerException(_ended) { IsGone = true });
    }
}

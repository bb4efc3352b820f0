using System.Collections.Concurrent;
using System.Text;
using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Providers;

namespace Pith.Cli.Runs;

/// <summary>The models that hooks of type <c>prompt</c> ask: the one a hook names, else that of <c>PITH_AUTO_MODEL</c>, else the run's.</summary>
internal sealed class HookModel(Invocation invocation)
{
    private const int LongestAnswer = 512;
    private static readonly OutputSchema Schema = new("""{"type":"object","properties":{"ok":{"type":"boolean"},"reason":{"type":"string"}},"required":["ok","reason"],"additionalProperties":false}"""u8.ToArray());
    private static readonly byte[] System = Encoding.UTF8.GetBytes("""You judge one event of a coding agent for its user. Answer with one JSON object and nothing else: {"ok":true|false,"reason":"one short sentence"}""");
    private AgentLoop? _loop;
    private readonly ConcurrentDictionary<string, ModelSeat> _seats = new(StringComparer.Ordinal);

    /// <summary>The loop whose limits they keep to, and whose account has what they take.</summary>
    public void Attach(AgentLoop loop) => _loop = loop;

    /// <summary>The name of the model that is asked.</summary>
    public string Named(string? named) => named ?? invocation.Around.Variable(EnvironmentVariable.AutoModel) ?? ModelChoice.Named(invocation) ?? "haiku";

    /// <summary>The model's answer to a prompt.</summary>
    /// <exception cref="IOException">There is no such model, too little is left of the limits for it, or it failed.</exception>
    public async Task<string> AskAsync(string? named, string prompt, CancellationToken cancel)
    {
        var seat = _seats.GetOrAdd(Named(named), SeatOf);
        var request = new ModelRequest(new RequestHead { Model = seat.Model, System = [System], Output = Schema, Cache = CacheLife.Off }) { MaxTokens = LongestAnswer };
        request.Append(MessageBytes.User(Encoding.UTF8.GetBytes(prompt)));
        if (_loop is { } loop && !loop.Affords(seat.Model, System.Length + Encoding.UTF8.GetByteCount(prompt), LongestAnswer))
            throw new IOException($"too little is left of the limits for {seat.Model} to be asked");
        var (text, failure) = await ModelText.AskAsync(seat.Provider, request, cancel, usage => _loop?.Book(usage, seat.Model)).ConfigureAwait(false);
        return failure is null ? Encoding.UTF8.GetString(text.Span) : throw new IOException(failure);
    }

    /// <summary>A model by its name.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public ModelSeat SeatOf(string name)
    {
        try
        {
            return ModelChoice.Seat(invocation, name, hasOther: false).Seat;
        }
        catch (Failure none)
        {
            throw new IOException(none.Message, none);
        }
    }
}

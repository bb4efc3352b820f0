using System.Text.Json;
using Pith.Store;
using Pith.Tools.Shells;

namespace Pith.Tools.Servers;

/// <summary>
/// One server: connected, asked for its tools, and called. A server that goes away during a call costs that call, whose
/// effect is then unknown; the next call starts it once more. No member throws for what a server does.
/// </summary>
public sealed partial class ToolServer : IDisposable
{
    private const int MostLog = 2000;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly ServerOptions _options;
    private readonly ShellWarden? _warden;
    private readonly ServerResult _results;
    private ServerConnection? _connection;
    private bool _isDisposed, _isRestarted;
    private int _starts;

    internal ToolServer(ServerConfig config, ServerOptions options, BlobStore? store, ShellWarden? warden)
    {
        (Config, _options, _warden) = (config, options, warden);
        _results = new ServerResult(store);
        Problem = config.Problem;
    }

    /// <summary>As settings describe it.</summary>
    public ServerConfig Config { get; }

    /// <summary>Why it is not there, one sentence with what it last wrote to its log; null while it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What it calls itself; empty where it does not say.</summary>
    public string Title => Facts.Title;

    /// <summary>The version of the protocol that is spoken with it.</summary>
    public string Version => _connection?.Version ?? "";

    /// <summary>Its tools, in the order of their names.</summary>
    public IReadOnlyList<ServerTool> Tools { get; private set; } = [];

    /// <summary>Whether it says that its tools may change.</summary>
    public bool MayChange => Facts.MayChange;

    /// <summary>How often its tools have changed since it was started.</summary>
    public int Changes { get; private set; }

    private ServerFacts Facts { get; set; } = new("", false);

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">Its name as the server knows it.</param>
    /// <param name="input">The arguments, one JSON object.</param>
    /// <param name="cancel">Gives up; the server is told.</param>
    public async Task<ToolResult> CallAsync(string tool, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        var (connection, starts) = await ReadyAsync(null, cancel).ConfigureAwait(false);
        if (connection is null)
            return Absent();
        try
        {
            return _results.Of(await AskAsync(connection, tool, input, cancel).ConfigureAwait(false));
        }
        catch (ServerException forgotten) when (forgotten.IsForgotten)
        {
            (connection, _) = await ReadyAsync(starts, cancel).ConfigureAwait(false);
        }
        catch (ServerException refused)
        {
            return ToolResult.Failed(refused.IsGone
                ? $"The server {Config.Name} went away during the call: {refused.Message}{Log(connection)}. What the call has done is unknown."
                : $"The server {Config.Name} did not do it: {refused.Message}");
        }

        try
        {
            return connection is null ? Absent() : _results.Of(await AskAsync(connection, tool, input, cancel).ConfigureAwait(false));
        }
        catch (ServerException refused)
        {
            return ToolResult.Failed($"The server {Config.Name} did not do it: {refused.Message}");
        }
    }

    /// <summary>Asks it to leave, without waiting.</summary>
    public void Leave() => _connection?.Leave();

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _connection?.Dispose();
        _starting.Dispose();
    }

    private Task<JsonElement> AskAsync(ServerConnection connection, string tool, ReadOnlyMemory<byte> input, CancellationToken cancel) => connection.AskAsync("tools/call", tool, json =>
    {
        json.WriteString("name", tool);
        json.WritePropertyName("arguments");
        json.WriteRawValue(input.Span.IsEmpty ? "{}"u8 : input.Span);
    }, Config.Patience ?? _options.CallPatience, cancel);

    private ToolResult Absent() => ToolResult.Failed($"The server {Config.Name} is not there: {Problem ?? "it was not started"}");

    private void Changed() => _ = Task.Run(async () =>
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.StartPatience);
            if (_connection is not { } connection)
                return;
            var tools = await ServerToolList.ReadAsync(this, connection, limit.Token).ConfigureAwait(false);
            await _starting.WaitAsync(limit.Token).ConfigureAwait(false);
            try
            {
                // Some servers say so whenever someone connects; and one that was left meanwhile has nothing to say.
                if (connection != _connection || tools.Select(t => t.Spec.Name).SequenceEqual(Tools.Select(t => t.Spec.Name)))
                    return;
                Tools = tools;
                Changes++;
            }
            finally
            {
                _starting.Release();
            }
        }
        catch (Exception lost) when (lost is ServerException or OperationCanceledException or ObjectDisposedException)
        {
            // The list stays as it was; a call of what is no longer there is answered by the server.
        }
    });

    private static string Log(ServerConnection? connection)
    {
        var words = connection?.LastWords ?? "";
        return words.Length == 0 ? "" : $"; its log ends: {PlainWords.Of(words[Math.Max(0, words.Length - MostLog)..], MostLog)}";
    }
}

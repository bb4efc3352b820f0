namespace Pith.Tools.Servers;

/// <summary>How it is started, and started once more.</summary>
public sealed partial class ToolServer
{
    /// <summary>Connects and asks for the tools, within the deadline. Afterwards there are tools or a problem.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        if (Config.Problem is not null)
            return;
        await _starting.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await StartAloneAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task StartAloneAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_options.StartPatience);
        try
        {
            Problem = null;
            await ConnectAsync(limit.Token).ConfigureAwait(false);
            Tools = await ServerToolList.ReadAsync(this, _connection!, limit.Token).ConfigureAwait(false);
            _starts++;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Fail($"it was not ready within {_options.StartPatience.TotalSeconds:0.###} s; MCP_TIMEOUT gives it more milliseconds");
        }
        catch (ServerException refused)
        {
            Fail(refused.Message);
        }
    }

    /// <summary>
    /// The connection, and how often there was a new one; null where it is not there. A server that went away is started once
    /// more, and one that forgot its session is greeted anew: by the first call that finds out, while the others wait.
    /// </summary>
    private async Task<(ServerConnection? Connection, int Starts)> ReadyAsync(int? forgotten, CancellationToken cancel)
    {
        await _starting.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var isGone = _connection is { IsGone: true } && Problem is null && !_isDisposed;
            if (isGone && _isRestarted)
                Fail("it went away a second time");
            else if (isGone || forgotten == _starts)
            {
                _isRestarted |= isGone;
                await StartAloneAsync(cancel).ConfigureAwait(false);
            }

            return (Problem is null ? _connection : null, _starts);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task ConnectAsync(CancellationToken cancel)
    {
        if (_options.TriesStateless && Config.Exchange is null)
        {
            Open();
            if (await ServerGreeting.DiscoverAsync(_connection!, _options.StartPatience / 4, Config.Address is not null, cancel).ConfigureAwait(false) is { } found)
            {
                Facts = found;
                return;
            }
        }

        if (_connection is null or { IsGone: true })
            Open();
        Facts = await ServerGreeting.ShakeHandsAsync(_connection!, cancel).ConfigureAwait(false);
    }

    private void Open()
    {
        _connection?.Dispose();
        IServerTransport transport = Config.Exchange is { } exchange ? new ExchangeTransport(exchange)
            : Config.Address is { } address ? new HttpTransport(address, Config.Headers)
            : OperatingSystem.IsLinux() ? ServerProgram.Start(Config, _options, _warden!)
            : throw new ServerException("servers that are started run on Linux only, in this version");
        _connection = new ServerConnection(transport, _options.Product, _options.Folder) { ToolsChanged = Changed };
    }

    private void Fail(string sentence)
    {
        Problem = sentence + Log(_connection);
        Tools = [];
        _connection?.Dispose();
        _connection = null;
    }
}

using System.Globalization;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Store;
using Pith.Tools.Servers;

namespace Pith.Cli.Runs;

/// <summary>Starts the servers of a run. One that does not come is named, and the run goes on without it.</summary>
internal static class RunServers
{
    /// <summary>The servers, started; null where there are none.</summary>
    public static ToolServers? Start(Invocation invocation, string folder, BlobStore store, IReadOnlyList<ServerConfig> more)
    {
        if (Open(invocation, folder, store, more) is not { } servers)
            return null;
        try
        {
            // Before the first request, whose head has their tools. Ctrl-C still ends the process; the warden ends what was started.
            servers.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch
        {
            servers.Dispose();
            throw;
        }

        foreach (var server in servers.All)
            if (server.Problem is { } problem)
                invocation.Around.Complain($"warning: the server {PlainText.Of(server.Config.Name)} is not there: {PlainText.Of(problem)}");
        return servers;
    }

    /// <summary>The servers, not started yet; null where there are none.</summary>
    public static ToolServers? Open(Invocation invocation, string folder, BlobStore? store, IReadOnlyList<ServerConfig>? more = null)
    {
        IReadOnlyList<ServerConfig> configs = [.. more ?? [], .. ServerFiles.Of(invocation, folder)];
        if (configs.Count == 0)
            return null;
        var usual = new ServerOptions { Folder = folder };
        return new ToolServers(configs, usual with
        {
            Environment = RunEnvironment.Of(invocation),
            Product = Product.Version,
            StartPatience = Milliseconds(invocation.Around, "MCP_TIMEOUT") ?? usual.StartPatience,
            CallPatience = Milliseconds(invocation.Around, "MCP_TOOL_TIMEOUT") ?? usual.CallPatience,
            TriesStateless = invocation.Around.Variable("MCP_PROTOCOL_NEGOTIATION") != "legacy",
        }, store);
    }

    private static TimeSpan? Milliseconds(Surroundings around, string variable)
    {
        if (around.Variable(variable) is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Failure.Usage($"{variable} takes milliseconds, for example {variable}=60000");
    }
}

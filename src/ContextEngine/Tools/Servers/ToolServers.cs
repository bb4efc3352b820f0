using Pith.Store;
using Pith.Tools.Shells;

namespace Pith.Tools.Servers;

/// <summary>The servers of a run. Disposing ends those that were started, with all that they started.</summary>
public sealed class ToolServers : IDisposable
{
    private readonly ShellWarden? _warden;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="configs">The servers; of two with one name the first counts, of two whose tools would have one name as well.</param>
    /// <param name="options">How they are started.</param>
    /// <param name="store">Takes pictures and files that they return.</param>
    public ToolServers(IEnumerable<ServerConfig> configs, ServerOptions options, BlobStore? store)
    {
        if (OperatingSystem.IsLinux())
            _warden = new ShellWarden();
        All = [.. Named(configs).OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new ToolServer(c, options, store, _warden))];
    }

    /// <summary>The servers, in the order of their names.</summary>
    public IReadOnlyList<ToolServer> All { get; }

    /// <summary>The tools of all, in one order for every run.</summary>
    public IReadOnlyList<ServerTool> Tools => [.. All.SelectMany(s => s.Tools).DistinctBy(t => t.Spec.Name)];

    /// <summary>Starts all side by side; takes as long as the slowest, at most <see cref="ServerOptions.StartPatience"/>.</summary>
    public Task StartAsync(CancellationToken cancel) => Task.WhenAll(All.Select(s => Task.Run(() => s.StartAsync(cancel), cancel)));

    /// <summary>Each name once, and a problem for a server whose tools could pass for those of another.</summary>
    private static IEnumerable<ServerConfig> Named(IEnumerable<ServerConfig> configs)
    {
        var taken = new Dictionary<string, string>();
        foreach (var config in configs.DistinctBy(c => c.Name))
        {
            var plain = ServerToolName.Plain(config.Name);
            var problem = taken.TryAdd(plain, config.Name) ? ServerToolName.Problem(config.Name)
                : $"its tools would be called mcp__{plain}__…, as those of the server {taken[plain]} are; give it another name";
            yield return config.Problem is null ? config with { Problem = problem } : config;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var server in All)
            server.Leave();
        foreach (var server in All)
            server.Dispose();
        if (OperatingSystem.IsLinux())
            _warden?.Dispose();
    }
}

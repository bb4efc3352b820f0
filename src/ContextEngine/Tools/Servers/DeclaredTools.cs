namespace Pith.Tools.Servers;

/// <summary>Which of the servers' tools a request declares: all, where they are a small part of the window; else only those that are asked for always, with a search for the rest.</summary>
public static class DeclaredTools
{
    /// <summary>The part of the window that declarations of servers may take, and the window where it is not known.</summary>
    private const double MostShare = 0.1;

    private const int UsualWindow = 200_000, BytesPerToken = 3;

    /// <summary>The tools to declare, in their order; the search and the call come last.</summary>
    /// <param name="servers">The servers, started.</param>
    /// <param name="window">Tokens of the model's window; 0 where not known.</param>
    /// <param name="denied">Whether rules deny every use of a tool: the model hears of none; null for nothing.</param>
    public static IReadOnlyList<ITool> Of(ToolServers servers, int window, Func<string, bool>? denied = null)
    {
        ArgumentNullException.ThrowIfNull(servers);
        bool IsDenied(ServerTool tool) => denied?.Invoke(tool.Spec.Name) is true;
        var all = servers.Tools.Where(t => !IsDenied(t)).ToList();
        var most = MostShare * (window > 0 ? window : UsualWindow) * BytesPerToken;
        var isSmall = all.Sum(t => (long)t.Spec.Name.Length + t.Spec.Description.Length + t.Spec.InputSchema.Length) <= most;
        ServerTool[] declared = [.. all.Where(t => isSmall || t.IsAlwaysLoaded)];
        if (declared.Length == all.Count && !servers.All.Any(s => s.MayChange))
            return declared;
        var names = declared.Select(t => t.Spec.Name).ToHashSet(StringComparer.Ordinal);
        return [.. declared, new ToolSearchTool(servers, t => names.Contains(t.Spec.Name) || IsDenied(t)), new ServerCallTool(servers)];
    }
}

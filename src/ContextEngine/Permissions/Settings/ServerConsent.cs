namespace Pith.Permissions.Settings;

/// <summary>What a person has said to the servers of projects: to all, to some by name, not to some. A no counts whoever says it.</summary>
/// <param name="All"><c>enableAllProjectMcpServers</c>.</param>
/// <param name="Named"><c>enabledMcpjsonServers</c>.</param>
/// <param name="Off"><c>disabledMcpjsonServers</c>.</param>
public sealed record ServerConsent(bool? All, IReadOnlyList<string> Named, IReadOnlyList<string> Off)
{
    /// <summary>Nothing is said.</summary>
    public ServerConsent() : this(null, [], [])
    {
    }

    /// <summary>Whether a server may be started where its folder is not trusted.</summary>
    public bool Covers(string name) => (All is true || Named.Contains(name)) && !Off.Contains(name);

    /// <summary>Joins what files say, in falling precedence.</summary>
    public static ServerConsent Join(IEnumerable<ServerConsent> files)
    {
        var all = files.ToArray();
        return new ServerConsent(all.Select(f => f.All).FirstOrDefault(v => v is not null), [.. all.SelectMany(f => f.Named)], [.. all.SelectMany(f => f.Off)]);
    }

    /// <summary>Reads the keys.</summary>
    /// <param name="settings">The file.</param>
    /// <param name="mayAllow">Whether a yes counts.</param>
    internal static ServerConsent Read(SettingsPlace settings, bool mayAllow)
    {
        var off = settings.Texts("disabledMcpjsonServers");
        return mayAllow ? new ServerConsent(settings.Flag("enableAllProjectMcpServers"), settings.Texts("enabledMcpjsonServers"), off) : new ServerConsent(null, [], off);
    }
}

using System.Net;

namespace Pith.Permissions.Rules;

/// <summary>
/// The hosts that commands in the sandbox may reach: <c>example.com</c>, <c>*.example.com</c> for those below it, an address. Without
/// a port those of the web are meant, 80 and 443; <c>example.com:8443</c> names another.
/// </summary>
/// <param name="allowed">What may be reached.</param>
/// <param name="denied">What may not, whatever allows it; here a pattern without a port means all of them.</param>
public sealed class HostList(IReadOnlyList<string> allowed, IReadOnlyList<string> denied)
{
    /// <summary>Nobody may be reached.</summary>
    public static HostList None { get; } = new([], []);

    /// <summary>What may be reached.</summary>
    public IReadOnlyList<string> Allowed { get; } = allowed;

    /// <summary>What may not.</summary>
    public IReadOnlyList<string> Denied { get; } = denied;

    /// <summary>Whether nobody may be reached.</summary>
    public bool IsEmpty => Allowed.Count == 0;

    /// <summary>Whether a host may be reached at a port.</summary>
    public bool Allows(string host, int port)
    {
        var name = HostPattern.HostOf(host);
        return name.Length > 0 && !Denies(name, port) && Allowed.Any(a => Covers(a, name, port, anyPort: false));
    }

    /// <summary>Whether a host is among those that may not be reached, whatever allows them.</summary>
    internal bool Denies(string host, int port) => Denied.Any(d => Covers(d, HostPattern.HostOf(host), port, anyPort: true));

    /// <summary>Whether an address is named itself: only so may one be reached that no name of the internet should lead to.</summary>
    public bool Names(IPAddress address, int port) =>
        Allowed.Any(a => Split(a) is var (host, at) && (host == "localhost" ? IPAddress.IsLoopback(address) : IPAddress.TryParse(host, out var named) && named.Equals(address)) && IsPort(at, port, anyPort: false));

    /// <summary>Whether a pattern can name anybody: a name, one below <c>*.</c>, everybody (<c>*</c>) or an address.</summary>
    public static bool IsPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var (host, port) = Split(pattern);
        return port is null or (> 0 and <= ushort.MaxValue) && (host is "*" || IPAddress.TryParse(host, out _) && !host.Contains('[', StringComparison.Ordinal)
            || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Dns);
    }

    private static bool Covers(string pattern, string host, int port, bool anyPort) =>
        Split(pattern) is var (named, at) && HostPattern.Covers(named, host) && IsPort(at, port, anyPort);

    private static bool IsPort(int? at, int port, bool anyPort) => at is { } only ? only == port : anyPort || port is 80 or 443;

    // One colon stands before a port; an address of the sixth version has more, and no port here.
    private static (string Host, int? Port) Split(string pattern) =>
        pattern.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon == pattern.LastIndexOf(':') && int.TryParse(pattern.AsSpan(colon + 1), out var port)
            ? (pattern[..colon], port)
            : (pattern, null);
}

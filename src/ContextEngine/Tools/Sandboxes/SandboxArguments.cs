using System.Diagnostics.CodeAnalysis;
using Pith.Permissions.Rules;

namespace Pith.Tools.Sandboxes;

/// <summary>A policy and a command as the arguments with which the program runs itself again: <c>--sandbox-exec w:/work … -- /bin/sh -c …</c></summary>
public static class SandboxArguments
{
    /// <summary>The verb, which is no command for people.</summary>
    public const string Verb = "--sandbox-exec";

    private const string End = "--";

    /// <summary>Writes a policy.</summary>
    /// <param name="policy">What to hold the command to.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="program">Full path of what to run.</param>
    /// <param name="arguments">All of its arguments, its name first.</param>
    public static IReadOnlyList<string> Of(SandboxPolicy policy, string folder, string program, IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            Verb,
            .. policy.Writable.Select(p => $"w:{p}"),
            .. policy.Guarded.Select(p => $"g:{p}"),
            .. policy.ReadOnly.Select(p => $"r:{p}"),
            .. policy.Started.Select(p => $"s:{p}"),
            .. policy.Hidden.Select(p => $"h:{p}"),
            .. policy.Hosts.Allowed.Select(h => $"a:{h}"),
            .. policy.Hosts.Denied.Select(h => $"d:{h}"),
            .. policy.AllowsNetwork ? (string[])["net"] : [],
            .. policy.AllowsUnixSockets ? (string[])["unix"] : [],
            .. policy.WithoutNamespaces ? (string[])["plain"] : [],
            $"c:{folder}", End, program, .. arguments,
        ];
    }

    /// <summary>Reads what <see cref="Of"/> wrote; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out SandboxedStart? start)
    {
        start = null;
        var end = arguments.IndexOf(End);
        if (end < 1 || end + 2 >= arguments.Length || arguments[0] != Verb)
            return false;
        var (lists, flags, folder) = (new Dictionary<char, List<string>>(), new HashSet<string>(StringComparer.Ordinal), "");
        foreach (var word in arguments[1..end])
        {
            if (word is ['c', ':', '/', ..])
                folder = word[2..];
            else if (word is ['w' or 'g' or 'r' or 's' or 'h', ':', '/', ..] or ['a' or 'd', ':', _, ..])
                (lists.TryGetValue(word[0], out var list) ? list : lists[word[0]] = []).Add(word[2..]);
            else if (word is "net" or "unix" or "plain")
                flags.Add(word);
            else
                return false;
        }

        if (!lists.TryGetValue('w', out var writable) || folder.Length == 0)
            return false;
        var policy = new SandboxPolicy
        {
            Writable = writable,
            Guarded = lists.GetValueOrDefault('g') ?? [],
            ReadOnly = lists.GetValueOrDefault('r') ?? [],
            Started = lists.GetValueOrDefault('s') ?? [],
            Hidden = lists.GetValueOrDefault('h') ?? [],
            Hosts = new HostList(lists.GetValueOrDefault('a') ?? [], lists.GetValueOrDefault('d') ?? []),
            AllowsNetwork = flags.Contains("net"),
            AllowsUnixSockets = flags.Contains("unix"),
            WithoutNamespaces = flags.Contains("plain"),
        };
        start = new SandboxedStart(policy, folder, arguments[end + 1], arguments[(end + 2)..].ToArray());
        return true;
    }
}

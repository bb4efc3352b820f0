using System.Buffers;
using System.Collections.Frozen;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// The uses of git that ask a remote of the repository for what is new. Where it lies, and what speaks to it, says a configuration that no command
/// in the sandbox changes; nothing is checked out, merged or overwritten.
/// </summary>
internal static class GitFetching
{
    private static readonly FrozenSet<string> OfFetch = new[] { "-q", "--quiet", "-p", "--prune", "-t", "--tags", "--no-tags", "-v", "--verbose", "--dry-run", "--unshallow", "--progress", "--no-recurse-submodules" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> OfList = new[] { "-q", "--quiet", "-h", "--heads", "--branches", "-t", "--tags", "--refs", "--exit-code", "--symref" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/*");

    /// <summary>Whether it only asks.</summary>
    /// <param name="arguments">All that stands behind <c>git</c>.</param>
    /// <param name="isThere">Whether a name stands in the folder: git takes that for the remote where it knows none of the name, and submodules are fetched too.</param>
    /// <param name="denied">Hosts that settings deny.</param>
    public static bool Is(IReadOnlyList<ShellWord> arguments, Func<string, bool> isThere, HostList denied)
    {
        if (arguments.Count == 0 || arguments[0].Text is not ("fetch" or "ls-remote") || !arguments.All(a => a.IsLiteral))
            return false;
        var lists = arguments[0].Text == "ls-remote";
        var operands = new List<string>();
        foreach (var word in arguments.Skip(1).Select(a => a.Text))
            if (!word.StartsWith('-'))
                operands.Add(word);
            else if (!(lists ? OfList : OfFetch).Contains(word))
                return false;
        if (operands.Skip(1).Any(o => o.AsSpan().ContainsAnyExcept(Plain)) || !lists && isThere(".gitmodules"))
            return false;
        return operands.Count == 0 || lists && ReadingHosts.Answer(operands[0], denied)
            || !operands[0].AsSpan().ContainsAnyExcept(Plain) && !operands[0].AsSpan().ContainsAny("/*.") && !isThere(operands[0]) && !isThere(operands[0] + ".git");
    }
}

using System.Runtime.Versioning;
using Pith.Agents.SubAgents;
using Pith.Hooks;
using Pith.Permissions.Paths;
using Pith.Tools.Files;
using Pith.Tools.Worktrees;

namespace Pith.Cli.Runs;

/// <summary>
/// A worktree that hooks make in place of git's. It goes by a hook too, unless git sees something in it that has changed; where no
/// hook removes it, git may, as long as nothing is lost.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class HookWorktree
{
    private readonly RunHooks _hooks;
    private readonly IReadOnlyList<string> _environment;
    private readonly (string Commit, bool IsClean)? _start;
    private string? _end;

    private HookWorktree(RunHooks hooks, string folder, IReadOnlyList<string> environment) =>
        (_hooks, Folder, _environment, _start) = (hooks, folder, environment, GitWorktree.StateOf(folder, environment));

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Has the hooks make one.</summary>
    /// <param name="hooks">The hooks.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="name">What it is to be called.</param>
    /// <param name="environment">For git, <c>NAME=value</c>.</param>
    /// <exception cref="SubAgentException">They fail, or name a folder that cannot be taken.</exception>
    public static HookWorktree Create(RunHooks hooks, string folder, string name, IReadOnlyList<string> environment)
    {
        var heard = hooks.FireAsync(EventScenes.WorktreeWanted(name), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (heard.Block is { } refused || heard.Worktree is not { } named)
            throw new SubAgentException($"no worktree was made: {heard.Block ?? "no hook names its folder"}");
        if (named.Contains('\0', StringComparison.Ordinal))
            throw new SubAgentException("no worktree was made: what a hook names as its folder is no path");
        if (Path.IsPathRooted(named) && named.Split('/').Any(part => part is "." or ".."))
            throw new SubAgentException($"the worktree {named} is not taken: its path has '.' or '..' in it");
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(named, folder));
        if (!Directory.Exists(path))
            throw new SubAgentException($"the worktree {path} is not taken: it is no folder");
        if (LexicalPath.IsWithin(folder, path) || RealPath.OrNull(path) is not { } real || LexicalPath.IsWithin(RealPath.OrNull(folder) ?? folder, real))
            throw new SubAgentException($"the worktree {path} is not taken: the work that is to be left alone lies in it");
        // What a repository holds could be a link that leads elsewhere.
        var root = GitFolder.Around(folder, GitReading.Plain).LastOrDefault()?.Top ?? folder;
        for (var at = path; at is not null && at != root && LexicalPath.IsWithin(at, root); at = Path.GetDirectoryName(at))
            if (new FileInfo(at).LinkTarget is not null)
                throw new SubAgentException($"the worktree {path} is not taken: {at} is a link inside the repository");
        return new HookWorktree(hooks, path, environment);
    }

    /// <summary>Ends it. The second call changes nothing.</summary>
    /// <returns>A sentence that names what stays; empty where nothing does.</returns>
    public string End()
    {
        if (_end is not null)
            return _end;
        var now = GitWorktree.StateOf(Folder, _environment);
        if (now is { IsClean: false } || now?.Commit != _start?.Commit)
            return _end = $"its changes are in {Folder}";
        if (!_hooks.Has(HookEvent.WorktreeRemove))
            return _end = GitWorktree.TryRemove(Folder, _environment) ? "" : $"its worktree {Folder} stays, since no hook removes it and git does not know it";
        var heard = _hooks.FireAsync(EventScenes.WorktreeDone(Folder), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return _end = heard.Block is { } why && Directory.Exists(Folder) ? $"its worktree {Folder} stays: {why}" : "";
    }
}

using System.Runtime.Versioning;
using Pith.Agents.SubAgents;
using Pith.Cli.Stores;
using Pith.Hooks;
using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Store;
using Pith.Tools.Worktrees;

namespace Pith.Cli.Runs;

/// <summary>The worktree that a sub-agent works in, of git's making, or of a hook's where one makes them.</summary>
/// <param name="Path">Its path, without links: rules are compared with what commands name and with what that leads to.</param>
/// <param name="Origin">What it is a copy of.</param>
/// <param name="End">Ends it, and says what stays of it; empty for nothing.</param>
internal sealed record SubAgentFolder(string Path, WorktreeOrigin Origin, Func<string> End)
{
    /// <summary>Makes the one that an order asks for.</summary>
    /// <exception cref="SubAgentException">It cannot be made.</exception>
    [SupportedOSPlatform("linux")]
    public static SubAgentFolder Of(SubAgentOrder order, RunBasis basis, RunHooks hooks, BlobStore store)
    {
        var environment = RunEnvironment.Of(basis.Invocation);
        var worktrees = WorktreesIn(store.Root);
        if (hooks.Has(HookEvent.WorktreeCreate))
        {
            var made = HookWorktree.Create(hooks, basis.Folder, order.Id, environment);
            // A folder that is no repository's top can only be a copy of the working folder itself.
            return At(made.Folder, made.Folder, System.IO.Path.Exists(System.IO.Path.Combine(made.Folder, ".git")) ? TopOf(basis.Folder) : basis.Folder, () => OperatingSystem.IsLinux() ? made.End() : "");
        }

        try
        {
            var worktree = GitWorktree.Create(basis.Folder, System.IO.Path.Combine(worktrees, order.Id), order.Id, environment);
            return At(worktree.Folder, worktree.Top, TopOf(basis.Folder), () => OperatingSystem.IsLinux() ? worktree.End() : "");
        }
        catch (IOException refused)
        {
            throw new SubAgentException($"git makes no worktree: {refused.Message}", refused);
        }

        SubAgentFolder At(string folder, string top, string origin, Func<string> end) =>
            new(RealPath.Of(folder), new WorktreeOrigin(RealPath.Of(top), RealPath.Of(origin), basis.Folder) { Others = RealPath.Of(worktrees) }, end);
    }

    /// <summary>For who works in the repository itself: what rules deny there, they deny in worktrees that agents left.</summary>
    public static WorktreeOrigin? Around(string folder, Surroundings around)
    {
        try
        {
            var top = TopOf(folder);
            return RealPath.OrNull(WorktreesIn(StoreRoot.Of(around))) is { } worktrees ? new WorktreeOrigin(top, top, folder) { Others = worktrees } : null;
        }
        catch (Failure)
        {
            return null; // without a place for the store no agent left any
        }
    }

    private static string WorktreesIn(string store) => System.IO.Path.Combine(store, "worktrees");

    /// <summary>The top of the repository that a folder is of, itself where it is of none.</summary>
    private static string TopOf(string folder)
    {
        for (var at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
            if (System.IO.Path.Exists(System.IO.Path.Combine(at, ".git")))
                return at;
        return folder;
    }
}

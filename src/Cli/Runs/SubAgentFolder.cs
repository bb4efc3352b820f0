using System.Runtime.Versioning;
using Pith.Agents.SubAgents;
using Pith.Hooks;
using Pith.Store;
using Pith.Tools.Worktrees;

namespace Pith.Cli.Runs;

/// <summary>The folder that a sub-agent works in: the run's, or a worktree of its own, of git's making, or of a hook's where one makes them.</summary>
/// <param name="Path">Its path.</param>
/// <param name="End">Ends it, and says what stays of it; empty for nothing.</param>
internal sealed record SubAgentFolder(string Path, Func<string> End)
{
    /// <summary>The one that an order asks for.</summary>
    /// <exception cref="SubAgentException">It cannot be made.</exception>
    public static SubAgentFolder Of(SubAgentOrder order, RunBasis basis, RunHooks hooks, BlobStore store) =>
        order.Kind.HasWorktree && OperatingSystem.IsLinux() ? Worktree(order, basis, hooks, store) : new(basis.Folder, static () => "");

    [SupportedOSPlatform("linux")]
    private static SubAgentFolder Worktree(SubAgentOrder order, RunBasis basis, RunHooks hooks, BlobStore store)
    {
        var environment = RunEnvironment.Of(basis.Invocation);
        if (hooks.Has(HookEvent.WorktreeCreate))
        {
            var made = HookWorktree.Create(hooks, basis.Folder, order.Id, environment);
            return new(made.Folder, () => OperatingSystem.IsLinux() ? made.End() : "");
        }

        try
        {
            var worktree = GitWorktree.Create(basis.Folder, System.IO.Path.Combine(store.Root, "worktrees", order.Id), order.Id, environment);
            return new(worktree.Folder, () => OperatingSystem.IsLinux() ? worktree.End() : "");
        }
        catch (IOException refused)
        {
            throw new SubAgentException($"git makes no worktree: {refused.Message}", refused);
        }
    }
}

using Pith.Agents;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>Decides for an agent in a worktree: as its parent's gate would over that folder, and never what its parent is denied over its own.</summary>
/// <param name="inner">The gate over the worktree.</param>
/// <param name="parent">The authority over the parent's folder.</param>
/// <param name="worktree">The worktree's folder.</param>
/// <param name="folder">The parent's folder.</param>
internal sealed class WorktreeGate(ToolGate inner, Func<Authority> parent, string worktree, string folder)
{
    public ValueTask<GateAnswer> DecideAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel)
    {
        var there = parent().Decide(tool.Spec.Name, [.. needs.Select(InParent)]);
        return there.Verdict == Verdict.Deny ? new(GateAnswer.Deny($"not permitted: {there.Reason}")) : inner.DecideAsync(tool, call, needs, cancel);
    }

    /// <summary>A path of the worktree as the parent's rules know it.</summary>
    public static string InParent(string full, string worktree, string folder) =>
        full == worktree || full.StartsWith(worktree + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetFullPath(Path.GetRelativePath(worktree, full), folder) : full;

    // A command has the same words there.
    private Need InParent(Need need) =>
        need.Kind is NeedKind.ReadPath or NeedKind.WritePath ? need with { Subject = InParent(Path.GetFullPath(need.Subject, worktree), worktree, folder) } : need;
}

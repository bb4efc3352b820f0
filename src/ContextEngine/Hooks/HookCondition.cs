using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Hooks;

/// <summary>The <c>if</c> of a hook: one permission rule that the call has to meet, as a deny rule would be met, in every form of a command.</summary>
internal static class HookCondition
{
    public static bool Holds(string? condition, string tool, IReadOnlyList<Need> needs, string folder, string? home)
    {
        if (condition is null)
            return true;
        if (!Rule.TryParse(condition, Verdict.Deny, RuleSource.CommandLine, folder, out var rule, out _))
            return true; // a guard whose condition cannot be read guards everything
        if (rule.Specifier is null && rule.Names(tool))
            return true;
        var authority = new Authority(new PermissionSettings { Rules = [rule] }, new AuthorityOptions { Folder = folder, Home = home, Mode = PermissionMode.Default });
        var decision = authority.Decide(tool, needs);
        return decision.Verdict == Verdict.Deny || decision.Cause == Cause.Opaque && rule.Names(tool);
    }
}

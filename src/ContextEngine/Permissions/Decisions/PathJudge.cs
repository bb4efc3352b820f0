using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Permissions.Decisions;

/// <summary>
/// Decides on a path, where it is written and where it really leads: a deny or ask rule needs to hold for one of the two, an allow
/// rule for both.
/// </summary>
internal sealed class PathJudge(RuleBook rules, PermissionMode mode)
{
    /// <summary>Decides on a path as a tool was given it.</summary>
    public Decision Judge(string tool, string path, bool writes)
    {
        if (path.Contains('\0') || path.StartsWith("\\\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal))
            return new Decision(Verdict.Ask, Cause.Opaque, "the path is of a network, or none", path);
        if (tool is not ("Read" or "Edit") && rules.OnTool(tool, path) is { Verdict: Verdict.Deny } denied)
            return denied;
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = rules.Home is null ? path : rules.Home + path[1..];
        rules.Look();
        return PathMeanings.Of(rules.Folder, path) is [var only] ? JudgeFull(only, path, writes, tool) : new Decision(Verdict.Ask, Cause.Opaque, "two dots behind a link mean two places", path);
    }

    /// <summary>Whether a rule denies reading what stands at a path without links, or asks about it.</summary>
    public bool Withholds(string real) =>
        Array.Exists<string>([real, RealWorkspace(real)], path => rules.OnPath(Verdict.Deny, "Read", path) is not null || rules.OnPath(Verdict.Ask, "Read", path) is not null);

    /// <summary>Whether a plain absolute path lies in the workspace, and leads nowhere else.</summary>
    public bool IsInside(string path)
    {
        rules.Look();
        return RealPath.OrNull(path) is { } real && IsInside(path, real);
    }

    private bool IsInside(string path, string real) => rules.IsInside(path) && rules.IsInside(RealWorkspace(real));

    /// <summary>Decides on a plain absolute path, for a command or for a tool that is called.</summary>
    public Decision JudgeFull(string path, string shown, bool writes, string? called = null)
    {
        rules.Look();
        var tool = writes ? "Edit" : "Read";
        var real = RealPath.OrNull(path);
        foreach (var verdict in (Verdict[])[Verdict.Deny, Verdict.Ask])
            foreach (var one in (string[])[path, real ?? path])
                if (rules.OnPath(verdict, tool, one, called) is { } rule)
                    return RuleBook.Decided(rule, shown);
        if (real is null)
            return new Decision(Verdict.Ask, Cause.Place, "nobody can tell where its links lead", shown);
        var inside = IsInside(path, real);
        if (writes && rules.BlocksOutsideWrites && !inside)
            return new Decision(Verdict.Deny, Cause.Place, "settings refuse writing outside the workspace", shown);
        if (writes && mode == PermissionMode.Plan)
            return new Decision(Verdict.Deny, Cause.Mode, "mode plan changes nothing", shown);
        if (writes && mode != PermissionMode.BypassPermissions && (ProtectedPaths.WhyProtected(Below(path)) ?? ProtectedPaths.WhyProtected(Below(RealWorkspace(real))) ?? rules.WhyObeyed(path) ?? rules.WhyObeyed(RealWorkspace(real))) is { } why)
            return new Decision(Verdict.Ask, Cause.Place, why, shown);
        if (rules.OnPath(Verdict.Allow, tool, path, called) is { } allowing && (rules.OnPath(Verdict.Allow, tool, real, called) is not null || rules.OnPath(Verdict.Allow, tool, RealWorkspace(real), called) is not null))
            return RuleBook.Decided(allowing, shown);
        if (!inside && !writes && mode == PermissionMode.Auto && rules.Containment == Containment.Whole && rules.IsShown(path) && rules.IsShown(real))
            return new Decision(Verdict.Allow, Cause.Sandbox, "commands in the sandbox may read it too, and it is nobody's credentials", shown);
        if (!inside)
            return new Decision(Verdict.Ask, Cause.Place, path == real ? "it is outside the workspace" : $"it leads to {real}, outside the workspace", shown);
        if (!writes)
            return new Decision(Verdict.Allow, Cause.ReadOnly, "it reads in the workspace", shown);
        return mode is PermissionMode.AcceptEdits or PermissionMode.Auto
            ? new Decision(Verdict.Allow, Cause.Mode, "the mode accepts edits in the workspace", shown)
            : new Decision(Verdict.Ask, Cause.NoRule, "no rule allows editing it", shown);
    }

    /// <summary>The part of a path below the workspace: where the workspace itself lies is nobody's fault.</summary>
    private string Below(string path) => LexicalPath.IsWithin(path, rules.Folder) ? path[rules.Folder.Length..] : path;

    /// <summary>A real path, told from the workspace's own name where that is a link.</summary>
    private string RealWorkspace(string real) =>
        RealPath.OrNull(rules.Folder) is { } root && root != rules.Folder && LexicalPath.IsWithin(real, root) ? rules.Folder + real[root.Length..] : real;
}

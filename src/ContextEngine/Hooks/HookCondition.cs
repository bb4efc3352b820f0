using System.Text.Json;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Hooks;

/// <summary>
/// The <c>if</c> of a hook: one permission rule that the call has to meet, as a deny rule would be met, in every form of a command.
/// Where nobody can tell whether it does, the hook runs.
/// </summary>
internal static class HookCondition
{
    /// <param name="condition">The rule; null for none.</param>
    /// <param name="scene">The call. Other events have none, and so meet no rule.</param>
    /// <param name="options">The folders that paths begin at, and where a command starts.</param>
    public static bool Holds(string? condition, HookScene scene, HookOptions options)
    {
        if (condition is null)
            return true;
        if (HookEvents.Subject(scene.Event) != "tool_name")
            return false;
        if (!Rule.TryParse(condition, Verdict.Deny, RuleSource.CommandLine, options.Folder, out var rule, out _))
            return true;
        var tool = scene.Subject;
        var isOfPaths = PathTools.Reads(rule.Tool) || PathTools.Writes(rule.Tool);
        if (!rule.Names(tool))
            return isOfPaths && scene.Needs.Any(n => n.Kind is NeedKind.ReadPath or NeedKind.WritePath or NeedKind.RunCommand or NeedKind.RunOutside && Meets(rule, tool, n, options));
        if (rule.Specifier is null)
            return true;
        // A field of the input speaks for itself; whatever else stands in parentheses is held against what the call needs.
        if (ParameterRule.Is(rule.Specifier))
            return InputMeets(rule, scene) || scene.Needs.Any(n => AuthorityOver(rule, options).Decide(tool, n).Verdict == Verdict.Deny);
        return !rule.IsHeard || scene.Needs.Count == 0 || scene.Needs.Any(n => n.Kind is NeedKind.CallServer or NeedKind.AskServer || Meets(rule, tool, n, options));
    }

    private static bool Meets(Rule rule, string tool, Need need, HookOptions options)
    {
        // Where the shell stands matters to paths; in front of a command it would be another command.
        var decision = AuthorityOver(rule, options).Decide(tool, rule.Names(tool) ? need : need.From(options.Place() ?? options.Folder, options.Folder));
        return decision.Verdict == Verdict.Deny || decision.Cause is Cause.Opaque or Cause.Breaker;
    }

    private static bool InputMeets(Rule rule, HookScene scene)
    {
        using var input = ParameterRule.Read(scene.Input);
        return input is not { RootElement.ValueKind: JsonValueKind.Object } || ParameterRule.Matches(rule.Specifier!, input.RootElement);
    }

    private static Authority AuthorityOver(Rule rule, HookOptions options) =>
        new(new PermissionSettings { Rules = [rule] }, new AuthorityOptions { Folder = options.Folder, Home = options.Home, Mode = PermissionMode.Default });
}

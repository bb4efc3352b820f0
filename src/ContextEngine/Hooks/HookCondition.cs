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
        // In a worktree it speaks of the same places there, as rules do.
        return MeetsFrom(options.Folder) || scene.Root is { } root && root != options.Folder && MeetsFrom(root);

        bool MeetsFrom(string folder) => !Rule.TryParse(condition, Verdict.Deny, RuleSource.CommandLine, folder, out var rule, out _)
            || Meets(rule, scene, scene.Place ?? (scene.Agent is null ? options.Place() : null) ?? folder, options.Home);
    }

    private static bool Meets(Rule rule, HookScene scene, string place, string? home)
    {
        var isNamed = rule.Names(scene.Subject);
        if (!isNamed && !PathTools.Reads(rule.Tool) && !PathTools.Writes(rule.Tool))
            return false;
        if (isNamed && rule.Specifier is null)
            return true;
        var isOfInput = isNamed && ParameterRule.Is(rule.Specifier);
        if (isOfInput ? InputMeets(rule, scene) : isNamed && (!rule.IsHeard || scene.Needs.Count == 0))
            return true;
        var authority = new Authority(new PermissionSettings { Rules = [rule] }, new AuthorityOptions { Folder = rule.Root, Home = home, Mode = PermissionMode.Default });
        foreach (var need in scene.Needs)
        {
            if (!isNamed && need.Kind is not (NeedKind.ReadPath or NeedKind.WritePath or NeedKind.RunCommand or NeedKind.RunOutside))
                continue;
            // Where the shell stands matters to paths; in front of a command it would be another command.
            var decision = authority.Decide(scene.Subject, isNamed ? need : need.From(place, rule.Root));
            // A field of the input speaks for itself; whatever else is opaque may be what the rule means.
            if (decision.Verdict == Verdict.Deny || !isOfInput && (decision.Cause is Cause.Opaque or Cause.Breaker || need.Kind is NeedKind.CallServer or NeedKind.AskServer))
                return true;
        }

        return false;
    }

    private static bool InputMeets(Rule rule, HookScene scene)
    {
        using var input = ParameterRule.Read(scene.Input);
        return input is not { RootElement.ValueKind: JsonValueKind.Object } || ParameterRule.Matches(rule.Specifier!, input.RootElement);
    }
}

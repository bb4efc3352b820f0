using System.Text.Json;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Text;

namespace Pith.Cli.Runs;

/// <summary>The permission updates that a consent brings with it, in the form of the Agent SDK, as far as they are taken; and what is not, a sentence each.</summary>
/// <param name="folder">Where paths of rules begin.</param>
/// <param name="refuses">Why a mode cannot be set; null where it can.</param>
internal sealed class PermissionUpdates(string folder, Func<PermissionMode, string?> refuses)
{
    /// <summary>Problems that are told: a person reads no more of them.</summary>
    private const int MostTold = 5;

    private readonly List<string> _problems = [];

    /// <summary>The rules, in their order.</summary>
    public List<Rule> Rules { get; } = [];

    /// <summary>The mode that was set last; null for none.</summary>
    public PermissionMode? Mode { get; private set; }

    /// <summary>What is not taken: the first few, and how many more there are.</summary>
    public IReadOnlyList<string> Problems =>
        _problems.Count <= MostTold ? _problems : [.. _problems.Take(MostTold), FormattableString.Invariant($"updatedPermissions: {_problems.Count - MostTold:N0} more are not taken")];

    /// <summary>Reads them.</summary>
    /// <param name="updates">What stands in the place of a list.</param>
    public void Read(JsonElement updates)
    {
        if (updates.ValueKind != JsonValueKind.Array)
        {
            _problems.Add("updatedPermissions is not taken: it must be a list of updates");
            return;
        }

        var number = 0;
        foreach (var update in updates.EnumerateArray())
            Take(update, $"updatedPermissions[{number++}]");
    }

    private void Take(JsonElement update, string place)
    {
        var type = update.Word("type");
        var wrong = type switch
        {
            "setMode" => Set(update.Word("mode")),
            "addRules" => Add(update, place),
            null => "it must be an object whose 'type' is addRules or setMode",
            _ => "there are addRules and setMode",
        };
        if (wrong is not null)
            _problems.Add($"{place}: the permission update{(type is null ? "" : $" '{Failure.Shown(type)}'")} is not taken: {wrong}");
    }

    private string? Set(string? name)
    {
        if (!PermissionModes.TryParse(name ?? "", out var mode))
            return $"its mode{(name is null ? "" : $" '{Failure.Shown(name)}'")} must be one of {string.Join(", ", PermissionModes.All)}";
        if (refuses(mode) is { } why)
            return why;
        Mode = mode;
        return null;
    }

    private string? Add(JsonElement update, string place)
    {
        if (update.Field("rules").ValueKind != JsonValueKind.Array)
            return "its rules must be a list";
        var behavior = update.Word("behavior");
        // None is guessed: what was to be denied would only be asked about, and what was to be allowed would be asked about for ever.
        if (behavior is not ("allow" or "deny" or "ask"))
            return $"its behavior{(behavior is null ? "" : $" '{Failure.Shown(behavior)}'")} must be allow, deny or ask";
        var verdict = behavior switch { "allow" => Verdict.Allow, "deny" => Verdict.Deny, _ => Verdict.Ask };
        var number = 0;
        foreach (var given in update.Items("rules"))
        {
            if (RuleOf(given, verdict) is { } error)
                _problems.Add($"{place}.rules[{number}] is not taken: {error}");
            number++;
        }

        return null;
    }

    private string? RuleOf(JsonElement given, Verdict verdict)
    {
        if (given.Word("toolName") is not { } tool)
            return "it must be an object with a 'toolName'";
        if (given.Field("ruleContent").ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined))
            return "its ruleContent is no text";
        var text = given.Word("ruleContent") is { Length: > 0 } content ? $"{tool}({content})" : tool;
        if (!Rule.TryParse(text, verdict, RuleSource.CommandLine, folder, out var rule, out var error))
            return ShortText.FirstLine(Unseen.Replaced(error, '?'), 300);
        Rules.Add(rule);
        return null;
    }
}

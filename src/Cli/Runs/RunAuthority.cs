using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Verbs;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>The authority of a run, which a person may change while it works: another mode, rules for the rest of the session.</summary>
internal sealed class RunAuthority
{
    private readonly Invocation _invocation;
    private readonly string _folder;
    private readonly bool _mayBypass;
    private readonly List<Rule> _session = [];
    private readonly Lock _lock = new();
    private PermissionMode? _mode;

    public RunAuthority(Invocation invocation, string folder)
    {
        (_invocation, _folder) = (invocation, folder);
        Now = Make(invocation.Word(Flags.PermissionMode));
        _mayBypass = Now.Mode == PermissionMode.BypassPermissions;
    }

    /// <summary>What decides now.</summary>
    public Authority Now { get; private set; }

    /// <summary>The mode that was set last.</summary>
    public PermissionMode Mode
    {
        get => Now.Mode;
        set
        {
            lock (_lock)
            {
                _mode = value;
                Now = Make(PermissionModes.All[(int)value]);
            }
        }
    }

    /// <summary>Why a mode cannot be set from afar; null where it can.</summary>
    public string? Refuses(PermissionMode mode) =>
        mode == PermissionMode.BypassPermissions && !_mayBypass ? "bypassPermissions can only be chosen when pith is started: --permission-mode bypassPermissions" : null;

    /// <summary>Takes the changes that an answer of the Agent SDK lists. They hold for this session, whatever destination they name: no file is written.</summary>
    /// <returns>What was not taken, a sentence each.</returns>
    public IReadOnlyList<string> Apply(JsonElement updates)
    {
        var problems = new List<string>();
        foreach (var update in updates.EnumerateArray())
        {
            var type = Word(update, "type");
            if (type == "setMode" && PermissionModes.TryParse(Word(update, "mode"), out var mode) && Refuses(mode) is null)
                Mode = mode;
            else if (type is "addRules" && update.TryGetProperty("rules", out var rules) && rules.ValueKind == JsonValueKind.Array)
                problems.AddRange(Add(rules, Word(update, "behavior")));
            else
                problems.Add($"the permission update '{type}' is not taken");
        }

        return problems;
    }

    private IEnumerable<string> Add(JsonElement rules, string behavior)
    {
        var verdict = behavior switch { "allow" => Verdict.Allow, "deny" => Verdict.Deny, _ => Verdict.Ask };
        foreach (var given in rules.EnumerateArray())
        {
            var text = Word(given, "ruleContent") is { Length: > 0 } content ? $"{Word(given, "toolName")}({content})" : Word(given, "toolName");
            if (!Rule.TryParse(text, verdict, RuleSource.CommandLine, _folder, out var rule, out var error))
                yield return error;
            else
                lock (_lock)
                {
                    _session.Add(rule);
                    Now = Make(_mode is { } mode ? PermissionModes.All[(int)mode] : _invocation.Word(Flags.PermissionMode));
                }
        }
    }

    private Authority Make(string? mode)
    {
        var given = GivenRules.Of(_invocation, _folder);
        return PermissionFiles.Open(_invocation, _folder, new PermissionSettings { Rules = [.. given.Rules, .. _session] }, mode);
    }

    private static string Word(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString()! : "";
}

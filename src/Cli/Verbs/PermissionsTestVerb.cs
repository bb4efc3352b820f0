using System.Text;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Text;
using Pith.Tools.Files;

namespace Pith.Cli.Verbs;

/// <summary><c>pith permissions test</c>: rules that carry what they must and must not match, held to it.</summary>
internal static class PermissionsTestVerb
{
    public static int Run(Invocation invocation)
    {
        var path = invocation.Operands[0];
        var bytes = InputFile.Reading(path, () => PlainFile.Read(path));
        var (examples, failures) = (0, new List<string>());
        try
        {
            using var document = ForeignJson.Parse(bytes, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("rules", out var rules) || rules.ValueKind != JsonValueKind.Array)
                throw Failure.BadInput($"{InputFile.Shown(path)}: it must be an object whose \"rules\" is a list; pith permissions test --help shows one");
            var index = 0;
            foreach (var entry in rules.EnumerateArray())
                examples += Check(entry, $"{InputFile.Shown(path)}, rules[{index++}]", failures);
        }
        catch (JsonException problem)
        {
            throw Failure.BadInput($"{InputFile.Shown(path)}, line {problem.LineNumber + 1}: this is no JSON");
        }

        if (examples == 0)
            throw Failure.BadInput($"{InputFile.Shown(path)} holds no example, so it proves nothing; add \"match\" and \"not_match\"");
        if (failures.Count > 0)
        {
            invocation.Around.Out.Write(Encoding.UTF8.GetBytes(string.Concat(failures.Select(f => $"{f}\n"))));
            throw Failure.BadInput($"{failures.Count} of {examples} examples are not as they should be");
        }

        invocation.Around.Out.Write(Encoding.UTF8.GetBytes($"{examples} examples are as they should be\n"));
        return ExitCode.Done;
    }

    private static int Check(JsonElement entry, string place, List<string> failures)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw Failure.BadInput($"{place}: it must be an object");
        var rule = RuleOf(entry, place);
        var settings = new PermissionSettings { Rules = [rule] };
        var authority = new Authority(settings, new AuthorityOptions { Folder = Directory.GetCurrentDirectory(), IsTrusted = true });
        var examples = 0;
        foreach (var (key, expected) in (ReadOnlySpan<(string, bool)>)[("match", true), ("not_match", false)])
        {
            if (!entry.TryGetProperty(key, out var list))
                continue;
            if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(e => e.ValueKind is not (JsonValueKind.String or JsonValueKind.Object)))
                throw Failure.BadInput($"{place}.{key}: it must be a list of texts, or of inputs, which are objects");
            foreach (var example in list.EnumerateArray())
            {
                examples++;
                if (Matches(authority, rule, example) != expected)
                    failures.Add($"{place}: {rule} {(expected ? "does not match" : "matches")} {PlainText.Of(example.ValueKind == JsonValueKind.Object ? example.GetRawText() : example.GetString()!)}");
            }
        }

        return examples;
    }

    private static Rule RuleOf(JsonElement entry, string place)
    {
        foreach (var (key, verdict) in (ReadOnlySpan<(string, Verdict)>)[("allow", Verdict.Allow), ("ask", Verdict.Ask), ("deny", Verdict.Deny)])
            if (entry.TryGetProperty(key, out var text))
                return text.ValueKind == JsonValueKind.String && Rule.TryParse(text.GetString()!, verdict, RuleSource.Project, Directory.GetCurrentDirectory(), out var rule, out var error)
                    ? rule
                    : throw Failure.BadInput($"{place}.{key}: it must be a rule, for example \"Bash(npm run *)\"");
        throw Failure.BadInput($"{place}: it names no rule; write \"allow\", \"ask\" or \"deny\"");
    }

    /// <summary>Whether a rule decides on an example: a command, a path, a URL, a kind of agent, the name of a tool, or the whole input of a call.</summary>
    private static bool Matches(Authority authority, Rule rule, JsonElement example)
    {
        if (example.ValueKind == JsonValueKind.Object)
            return authority.OnInput(rule.Tool, Encoding.UTF8.GetBytes(example.GetRawText()))?.Rule is not null;
        var subject = example.GetString()!;
        var decision = rule.Tool switch
        {
            "Bash" => authority.Decide(rule.Tool, new Need(NeedKind.RunCommand, subject)),
            "WebFetch" => authority.Decide(rule.Tool, new Need(NeedKind.ReachHost, subject)),
            "Agent" => authority.Decide(rule.Tool, new Need(NeedKind.StartAgent, subject)),
            _ when PathTools.Reads(rule.Tool) => authority.Decide(rule.Tool, new Need(NeedKind.ReadPath, subject)),
            _ when PathTools.Writes(rule.Tool) => authority.Decide(rule.Tool, new Need(NeedKind.WritePath, subject)),
            // Whatever else a rule is about, it is about by its name.
            _ => authority.Decide(subject, [new Need(NeedKind.CallServer, subject)]),
        };
        return decision.Rule is not null;
    }
}

using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Permissions;
using Pith.Permissions.Classifiers;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Verbs;

/// <summary><c>pith permissions why</c>: what would be decided about a call here, and why.</summary>
internal static class PermissionsVerbs
{
    public static int Why(Invocation invocation)
    {
        var (tool, need) = NeedOf(invocation);
        var read = PermissionFiles.Read(invocation);
        var none = new PermissionSettings();
        var (settings, authority) = (read.With(none), read.Open(Directory.GetCurrentDirectory(), none, invocation.Word(Flags.Mode)));
        var decision = authority.Decide(tool, authority.Placed(need));
        // Which tools a run has, nobody knows here: none is called missing.
        var unheard = MissingNames.Of(settings.Rules, [.. settings.Rules.Select(r => r.Tool)]);
        foreach (var note in unheard is null ? settings.PassedOver : [.. settings.PassedOver, unheard])
            invocation.Around.Complain($"note: {note}");
        if (!invocation.Has(Flags.Json))
        {
            var shown = new StringBuilder($"{EnumWord.Of(decision.Verdict)}: {PlainText.Of(decision.Reason)}\n");
            if (decision.Part != need.Subject)
                shown.Append($"  part    {PlainText.Of(decision.Part)}\n");
            if (decision.Rule is { } rule)
                shown.Append($"  rule    {PlainText.Of(rule.ToString())}, {SourceOf(rule)}\n");
            invocation.Around.Out.Write(Encoding.UTF8.GetBytes(shown.ToString()));
            return ExitCode.Done;
        }

        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("verdict", EnumWord.Of(decision.Verdict));
        json.WriteString("tool", tool);
        json.WriteString("subject", need.Subject);
        json.WriteString("mode", PermissionModes.All[(int)authority.Mode]);
        json.WriteString("cause", EnumWord.Of(decision.Cause));
        json.WriteString("reason", decision.Reason);
        json.WriteString("part", decision.Part);
        json.WriteNumber("at", decision.At);
        json.WriteString("scope", EnumWord.Of(decision.Scope));
        json.WriteString("expiry", EnumWord.Of(decision.Expiry));
        if (decision.Rule is { } decisive)
        {
            json.WriteString("rule", decisive.ToString());
            json.WriteString("source", EnumWord.Of(decisive.Source));
        }
        else
        {
            json.WriteNull("rule");
            json.WriteNull("source");
        }

        json.WriteEndObject();
        return ExitCode.Done;
    }

    private static (string Tool, Need Need) NeedOf(Invocation invocation)
    {
        var tool = invocation.Word(Flags.Tool) ?? "Bash";
        var path = invocation.Word(Flags.Path);
        if (path is null && invocation.Operands.Count == 0)
            throw Failure.Usage("there is nothing to decide on; write a command, for example pith permissions why 'git status', or --tool Read --path FILE");
        if (path is not null && (invocation.Operands.Count > 0 || tool == "Bash"))
            throw Failure.Usage("--path goes with --tool Read, Edit or Write and without a command");
        if (path is not null)
            return (tool, new Need(PathTools.Reads(tool) ? NeedKind.ReadPath : PathTools.Writes(tool) ? NeedKind.WritePath
                : throw Failure.Usage($"--path goes with tools that read or write a file: Read, Glob, Grep, Edit, MultiEdit, Write, NotebookEdit; what {InputFile.Shown(tool)} would do there nobody can tell, and an agent asks"), path));
        var subject = invocation.Operands[0];
        return (tool == "Task" ? "Agent" : tool, tool switch
        {
            "Bash" => new Need(NeedKind.RunCommand, subject),
            "WebFetch" => new Need(NeedKind.ReachHost, subject),
            "Agent" or "Task" => new Need(NeedKind.StartAgent, subject),
            _ when tool.StartsWith("mcp__", StringComparison.Ordinal) => new Need(ServerReading.Is(tool[(tool.LastIndexOf("__", StringComparison.Ordinal) + 2)..], null, Encoding.UTF8.GetBytes(subject)) ? NeedKind.AskServer : NeedKind.CallServer, tool),
            _ when PathTools.Reads(tool) || PathTools.Writes(tool) => throw Failure.Usage($"{tool} is judged by a path; write --path FILE instead of '{InputFile.Shown(subject)}'"),
            _ => throw Failure.Usage($"{InputFile.Shown(tool)} is judged by its name alone, or is no tool of pith; there are Bash, WebFetch, Agent, mcp__server__tool, and with --path the tools that read or write a file"),
        });
    }

    private static string SourceOf(Rule rule) => rule.Source switch
    {
        RuleSource.Managed => "of the organisation's settings",
        RuleSource.CommandLine => "of --settings",
        RuleSource.Local => "of .claude/settings.local.json",
        RuleSource.Project => "of .claude/settings.json",
        _ => "of the user's settings",
    };
}

using System.Globalization;
using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Hooks;
using Pith.Permissions.Rules;
using Pith.Text;
using Pith.Tools;

namespace Pith.Cli.Verbs;

/// <summary><c>pith hooks list|test</c>: which hooks are in force here, and what they make of an event.</summary>
internal static class HooksVerbs
{
    public static int List(Invocation invocation)
    {
        var settings = HookFiles.Read(invocation, Directory.GetCurrentDirectory());
        foreach (var note in settings.Notes)
            invocation.Around.Complain($"note: {note}");
        if (invocation.Has(Flags.Json))
        {
            WriteJson(invocation, settings);
            return ExitCode.Done;
        }

        var table = new Table("", new Column("event"), new("matcher"), new("runs"), new("seconds", true), new("of"));
        foreach (var hook in settings.Handlers)
            table.Add(hook.Event.ToString(), Shown(hook.If is null ? hook.Matcher.Text : $"{hook.Matcher.Text}, if {hook.If}"), Shown(hook.Shown), Seconds(hook.Timeout), $"{Word(hook.Source)}{(hook.BlocksOnFailure ? ", a policy" : "")}");
        TablePrinter.ForOutput(invocation).Write(table);
        if (settings.AllDisabled)
            invocation.Around.Complain("note: disableAllHooks is set; what is listed are the organisation's hooks alone");
        return ExitCode.Done;
    }

    public static int Test(Invocation invocation)
    {
        invocation = RunEnvironment.Under(invocation);
        var folder = Directory.GetCurrentDirectory();
        if (!HookEvents.TryParse(invocation.Operands[0], out var at))
            throw Failure.Usage($"there is no event '{InputFile.Shown(invocation.Operands[0])}'; there are {string.Join(", ", HookEvents.All)}");
        using var runner = new HookRunner(HookFiles.Read(invocation, folder), new HookOptions { Folder = folder, Home = SettingsPlaces.Home(invocation.Around), Session = static () => "test", Environment = RunEnvironment.Of(invocation), Http = WebClient.Open, Variable = invocation.Around.Variable, Ask = new HookModel(invocation).AskAsync });
        var reports = runner.RunAsync(SceneOf(invocation, at), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var text = new StringBuilder(reports.Count == 0 ? "No hook runs at that event here.\n" : "");
        foreach (var report in reports)
            text.Append(CultureInfo.InvariantCulture, $"{Shown(report.Hook.Shown)}\n  {Outcome(report)}, {report.Took.TotalMilliseconds:0} ms\n");
        var joined = HookOutcome.Join([.. reports.Select(r => r.Outcome)]);
        Say(text, "verdict", joined.Verdict == HookVerdict.None ? null : joined.Verdict.ToString().ToLowerInvariant());
        Say(text, "blocks", joined.Block);
        Say(text, "ends the run", joined.Stop);
        Say(text, "input", joined.Input is { } input ? Encoding.UTF8.GetString(input.Span) : null);
        foreach (var context in joined.Context)
            Say(text, "tells the model", context);
        foreach (var variable in joined.Variables)
            Say(text, "sets for commands", variable);
        foreach (var path in joined.WatchPaths ?? [])
            Say(text, "watches", path);
        Say(text, "worktree", joined.Worktree);
        Say(text, "shows", joined.Display);
        foreach (var message in joined.Messages)
            Say(text, "tells you", message);
        StoreVerbs.Print(invocation, text.ToString());
        return ExitCode.Done;
    }

    private static HookScene SceneOf(Invocation invocation, HookEvent at)
    {
        var subject = invocation.Operands.Count > 1 ? invocation.Operands[1] : "";
        var input = invocation.Word(Flags.Input);
        if (HookEvents.Subject(at) == "tool_name")
        {
            if (subject.Length == 0)
                throw Failure.Usage($"{at} is about a call; name the tool, for example pith hooks test {at} Bash --input '{{\"command\":\"git push\"}}'");
            var bytes = Encoding.UTF8.GetBytes(input ?? "{}");
            if (!JsonLine.IsObject(bytes))
                throw Failure.Usage("--input takes the call's input as one JSON object");
            using var arguments = ForeignJson.Parse(bytes);
            return HookScenes.Call(at, new ToolCall("test", subject, bytes), RecordedCalls.NeedOf(subject, arguments.RootElement) is var (_, need) ? [need] : [], _ => { });
        }

        return at == HookEvent.UserPromptSubmit
            ? new HookScene(at, "", json => json.WriteString("prompt", input ?? "hello"))
            : HookScenes.Named(at, subject);
    }

    private static string Outcome(HookReport report) => report.End.Problem ?? $"exit code {report.End.ExitCode}";

    private static void Say(StringBuilder text, string what, string? said)
    {
        if (said is not null)
            text.Append($"{what}: {Shown(said)}\n");
    }

    private static void WriteJson(Invocation invocation, HookSettings settings)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteBoolean("allDisabled", settings.AllDisabled);
        json.WriteStartArray("hooks");
        foreach (var hook in settings.Handlers)
        {
            json.WriteStartObject();
            json.WriteString("event", hook.Event.ToString());
            json.WriteString("matcher", hook.Matcher.Text);
            json.WriteString("if", hook.If);
            json.WriteString("type", hook.Type);
            json.WriteString("runs", hook.Shown);
            json.WriteNumber("timeout", hook.Timeout.TotalSeconds);
            json.WriteBoolean("blocksOnFailure", hook.BlocksOnFailure);
            json.WriteBoolean("async", hook.IsAsync);
            json.WriteString("source", Word(hook.Source));
            json.WriteString("file", hook.File);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Shown(string text) => PlainText.Of(text);

    private static string Word(RuleSource source) => source switch
    {
        RuleSource.Managed => "managed",
        RuleSource.CommandLine => "commandLine",
        RuleSource.Local => "local",
        RuleSource.Project => "project",
        _ => "user",
    };
}

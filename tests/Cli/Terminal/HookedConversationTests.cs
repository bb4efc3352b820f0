using System.Text.Json;

namespace Pith.Tests.Cli.Terminal;

/// <summary>Hooks as a person at the terminal has them.</summary>
public sealed class HookedConversationTests
{
    private const string Left = "\e[D";

    [Fact]
    public async Task ThatSomebodyIsWaitedForIsToldOnceNobodyHasTypedForAWhile()
    {
        var clock = new HandClock();
        using var talk = new Conversation("""
            {"tool":"Write","input":{"file_path":"FOLDER/new.txt","content":"x"}}
            {"text":"written"}
            """.Replace("FOLDER", Path.GetTempPath().TrimEnd('/') + "/pith-none", StringComparison.Ordinal), """
            {"hooks":{"Notification":[
              {"matcher":"permission_prompt","hooks":[{"type":"command","command":"cat >> FOLDER/asked"}]},
              {"matcher":"idle_prompt","hooks":[{"type":"command","command":"cat >> FOLDER/idle"}]}]}}
            """, clock, 60, 20);
        await talk.Say("write", "n no, and say why");
        clock.Advance(TimeSpan.FromSeconds(5));
        talk.Terminal.Press(Left); // somebody is there
        await clock.HasAsync(TimeSpan.FromSeconds(6));
        clock.Advance(TimeSpan.FromSeconds(5));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(File.Exists($"{talk.Folder}/asked"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("\"message\":\"pith needs your permission\",\"title\":\"Permission needed\",\"notification_type\":\"permission_prompt\"", await Whole($"{talk.Folder}/asked"), StringComparison.Ordinal);
        talk.Terminal.Press("n");
        await talk.Terminal.SeesAsync("Why not?");
        await talk.Say("not there", "written");
        await clock.HasAsync(TimeSpan.FromSeconds(60));
        Assert.False(File.Exists($"{talk.Folder}/idle"));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Contains("\"notification_type\":\"idle_prompt\"", await Whole($"{talk.Folder}/idle"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHookThatNobodyWaitedForWakesTheAgentWhileItRests()
    {
        using var talk = new Conversation("""
            {"text":"one"}
            {"text":"woken and looking"}
            """, """
            {"hooks":{"UserPromptSubmit":[{"hooks":[{"type":"command","asyncRewake":true,"command":"[ -e FOLDER/again ] && exit 0; touch FOLDER/again; while [ ! -e FOLDER/go ]; do sleep 0.05; done; echo the build is broken >&2; exit 2"}]}]}}
            """, TimeProvider.System, 60, 20);
        await talk.Say("hello", "one");
        File.WriteAllText($"{talk.Folder}/go", "");
        await talk.Terminal.SeesAsync("woken and looking");
        Assert.Contains("the build is broken", talk.Logs, StringComparison.Ordinal);
    }

    /// <summary>A hook that wakes the agent after each of its turns has it work eight times, and what it says then goes with what is typed next.</summary>
    [Fact]
    public async Task AHookThatAlwaysWakesTheAgentIsHeardEightTimes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "hooks run on Linux only");
        using var talk = new Conversation(string.Concat(Enumerable.Range(0, 12).Select(n => $"{{\"text\":\"answer {n};\"}}\n")), """
            {"hooks":{"Stop":[{"hooks":[{"type":"command","asyncRewake":true,"command":"sleep 0.2; echo again >&2; exit 2"}]}]}}
            """, TimeProvider.System, 60, 60);
        await talk.Say("hello", "answer 8;");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("answer 9;", talk.Terminal.Text, StringComparison.Ordinal);
        await talk.Say("more", "answer 9;");
    }

    /// <summary>A sequence for the terminal reaches it as it is, and only one of those that draw nothing.</summary>
    [Fact]
    public async Task AHookMayRingTheBell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "hooks run on Linux only");
        using var talk = new Conversation("""
            {"text":"one"}
            """, """
            {"hooks":{"Stop":[{"hooks":[{"type":"command","command":"echo '{\"terminalSequence\":\"\\u001b]9;built\\u0007\"}'"},{"type":"command","command":"echo '{\"terminalSequence\":\"\\u001b[2J\"}'"}]}]}}
            """, TimeProvider.System, 500, 20);
        await talk.Say("hello", "its terminalSequence is passed over");
        Assert.Equal("\u001b]9;built\a", talk.Terminal.Signals);
    }

    /// <summary>As documented: a title is taken where a session is begun, gone on with or forked.</summary>
    [Fact]
    public async Task ASessionThatIsClearedIsNotNamed()
    {
        using var talk = new Conversation("""
            {"text":"one"}
            """, """
            {"hooks":{"Stop":[{"hooks":[{"type":"command","command":"echo >> FOLDER/stops"}]}],"SessionStart":[{"hooks":[{"type":"command","command":"tee -a FOLDER/begun | grep -q clear && n=cleared || n=begun; echo '{\"hookSpecificOutput\":{\"sessionTitle\":\"'$n'\"}}'"}]}]}}
            """, TimeProvider.System, 60, 20);
        await talk.Say("hello", "one");
        await talk.Say("/clear", "the old conversation: pith --resume");
        await talk.Say("hello again", "hello again");
        while (File.ReadAllText($"{talk.Folder}/stops").Length < 2)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Contains("\"customTitle\":\"begun\"", talk.Logs, StringComparison.Ordinal);
        Assert.Contains("\"source\":\"clear\"", File.ReadAllText($"{talk.Folder}/begun"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"customTitle\":\"cleared\"", talk.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangeOfSettingsThatAHookBlocksIsNotReadAgain()
    {
        using var talk = new Conversation("""{"text":"one"}""", """
            {"hooks":{"ConfigChange":[{"matcher":"user_settings","hooks":[{"type":"command","command":"touch FOLDER/asked; exit 2"}]}]}}
            """, TimeProvider.System, 100, 20);
        await talk.Say("hello", "one");
        File.AppendAllText($"{talk.Folder}/.claude/settings.json", "\n");
        await Whole($"{talk.Folder}/asked");
        await talk.Say("/clear", "a hook blocks the change");
    }

    [Fact]
    public async Task AHookKeepsTheModelAsItIs()
    {
        using var talk = new Conversation("""{"text":"one"}""", """
            {"hooks":{"PreModelSwitch":[{"matcher":"script:.*other","hooks":[{"type":"command","command":"cat > FOLDER/asked; echo not that one >&2; exit 2"}]}]}}
            """, TimeProvider.System, 100, 20);
        await talk.Say("hello", "one");
        File.WriteAllText($"{talk.Folder}/other", """{"text":"two"}""");
        await talk.Say($"/model script:{talk.Folder}/other", "a hook keeps the model as it is: not that one");
        Assert.Contains($"\"to_model\":\"script:{talk.Folder}/other\"", await Whole($"{talk.Folder}/asked"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherModelIsToldOnceItAnswersAndWhatIsSaidToThatIsTold()
    {
        using var talk = new Conversation("""{"text":"one"}""", """
            {"hooks":{"PostModelSwitch":[
              {"matcher":"script:.*other","hooks":[{"type":"command","command":"cat > FOLDER/told; echo be brief"}]},
              {"matcher":"script:.*third","hooks":[{"type":"command","command":"touch FOLDER/never"}]}]}}
            """, TimeProvider.System, 100, 20);
        await talk.Say("hello", "one");
        File.WriteAllText($"{talk.Folder}/other", """{"text":"two"}""");
        await talk.Say($"/model script:{talk.Folder}/other", "model: script:");
        using var told = JsonDocument.Parse(await Whole($"{talk.Folder}/told"));
        string Of(string name) => told.RootElement.GetProperty(name).GetString()!;
        var other = $"script:{talk.Folder}/other";
        Assert.Equal(("PostModelSwitch", $"script:{talk.Folder}/script.jsonl", other, other, "command"), (Of("hook_event_name"), Of("from_model"), Of("to_model"), Of("requested_model"), Of("source")));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await talk.Say("go on", "two");
        Assert.Contains("be brief", talk.Logs, StringComparison.Ordinal);
        Assert.False(File.Exists($"{talk.Folder}/never"));
    }

    private static async Task<string> Whole(string file)
    {
        for (var i = 0; i < 500 && !File.Exists(file); i++)
            await Task.Delay(20);
        await Task.Delay(50);
        return File.ReadAllText(file);
    }
}

using System.Diagnostics;
using System.Text;
using Pith.Hooks;
using Pith.Permissions.Rules;
using Pith.Tests.Cli;

namespace Pith.Tests.Hooks;

[Collection(Alone.Name)]
public sealed class HookRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HooksRunSideBySideAndTheSameOneOnce()
    {
        using var runner = Runner(Hook("sleep 0.5; echo a"), Hook("sleep 0.5; echo b"), Hook("sleep 0.5; echo a"));
        var watch = Stopwatch.StartNew();
        var heard = await runner.FireAsync(Start, TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], heard.Context);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.4, 0.95);
    }

    [Fact]
    public async Task AtTheEndOfItsTimeAHookEndsWithAllThatItStarted()
    {
        var started = _folder.Place("pids");
        using var runner = Runner(Hook($"sleep 61 & echo $! >> {started}; setsid sh -c 'echo $$ >> {started}; exec sleep 62' & sleep 0.2; sleep 63") with { Timeout = TimeSpan.FromSeconds(1), BlocksOnFailure = true });
        var heard = await runner.FireAsync(Start, TestContext.Current.CancellationToken);
        Assert.Contains("did not end within 1 s", heard.Messages.Single(), StringComparison.Ordinal);
        var pids = File.ReadAllLines(started);
        Assert.Equal(2, pids.Length);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.All(pids, pid => Assert.False(IsAlive(pid)));
    }

    /// <summary>One that left session and environment is known by the output it holds, and one that closed that too by who started it, as long as that lived.</summary>
    [Theory]
    [InlineData("(setsid env -i sh -c 'echo $$ >> PIDS; exec sleep 64' &)")]
    [InlineData("(setsid env -i sh -c 'trap \"\" TERM; echo $$ >> PIDS; while :; do sleep 0.1; done' &)")]
    [InlineData("setsid env -i sh -c 'trap \"\" TERM; echo $$ >> PIDS; while :; do sleep 0.1; done' > /dev/null 2>&1 &")]
    [InlineData("setsid env -i sh -c 'trap \"\" TERM; echo $$ >> PIDS; sleep 65 & echo $! >> PIDS; wait; sleep 66 & echo $! >> PIDS; sleep 67' > /dev/null 2>&1 &")]
    public async Task WhatLeftItsSessionAndItsEnvironmentEndsToo(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        var started = _folder.Place("pids");
        using var runner = Runner(Hook($"{line.Replace("PIDS", started, StringComparison.Ordinal)}\nsleep 63") with { Timeout = TimeSpan.FromSeconds(1) });
        await runner.FireAsync(Start, TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.NotEmpty(File.ReadAllLines(started));
        Assert.All(File.ReadAllLines(started), pid => Assert.False(IsAlive(pid)));
    }

    /// <summary>The server of a terminal, or of a connection, that was there before is lent the output of what speaks to it, and is nobody's to end.</summary>
    [Fact]
    public async Task WhoWasLentItsOutputIsNotEnded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        var told = _folder.Place("told");
        using var server = Process.Start("/bin/sh", ["-c", $"until [ -s {told} ]; do sleep 0.02; done; exec > /proc/$(cat {told})/fd/1; echo lent; exec sleep 68"]);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        using var runner = Runner(Hook($"echo $$ > {told}; sleep 69") with { Timeout = TimeSpan.FromSeconds(1) });
        var report = Assert.Single(await runner.RunAsync(Start, TestContext.Current.CancellationToken));
        Assert.Equal("lent\n", Encoding.UTF8.GetString(report.End.Output.Span));
        Assert.True(IsAlive($"{server.Id}"));
        server.Kill();
    }

    private static bool IsAlive(string pid) => Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);

    [Fact]
    public async Task AHookThatDoesNotReadOrLeavesAChildBehindIsNotWaitedFor()
    {
        var watch = Stopwatch.StartNew();
        using var runner = Runner(Hook("sleep 20 & echo said"));
        var scene = new HookScene(HookEvent.SessionStart, "startup", json => json.WriteString("long", new string('x', 300_000)));
        Assert.Equal(["said"], (await runner.FireAsync(scene, TestContext.Current.CancellationToken)).Context);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
    }

    /// <summary>What it writes beside its verdict, however much, does not turn a no into a failure, which would let the call pass.</summary>
    [Fact]
    public async Task AHookThatBlocksBlocksHoweverMuchItSays()
    {
        using var runner = Runner(Hook("head -c 3000000 /dev/zero | tr '\\0' a; head -c 3000000 /dev/zero | tr '\\0' b >&2; exit 2") with { Event = HookEvent.PreToolUse });
        var heard = await runner.FireAsync(new HookScene(HookEvent.PreToolUse, "Bash", _ => { }), TestContext.Current.CancellationToken);
        Assert.Equal(HookVerdict.Deny, heard.Verdict);
        Assert.InRange(heard.Block!.Length, 10_000, 10_100); // a record of the log has to take it
    }

    [Fact]
    public async Task TheEndOfTheWaitEndsTheHooks()
    {
        using var stop = new CancellationTokenSource(300);
        using var runner = Runner(Hook("sleep 20"));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await runner.FireAsync(Start, stop.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
    }

    [Fact]
    public async Task ArgumentsGoToTheProgramAsTheyAreAndOnceIsOnce()
    {
        using var runner = Runner(Hook("printf") with { Arguments = ["%s|", "a b", "$HOME", "'"], IsOnce = true });
        Assert.Equal(["a b|$HOME|'|"], (await runner.FireAsync(Start, TestContext.Current.CancellationToken)).Context);
        Assert.Empty((await runner.FireAsync(Start, TestContext.Current.CancellationToken)).Context);
    }

    [Theory]
    [InlineData("", "Read", true)]
    [InlineData("*", "Read", true)]
    [InlineData("Edit|Write", "Write", true)]
    [InlineData("Edit, Write", "Write", true)]
    [InlineData("Edit", "MultiEdit", false)]
    [InlineData("Notebook.*", "NotebookEdit", true)]
    [InlineData("^mcp__.*__write", "mcp__a__write_file", true)]
    [InlineData("dit.", "Edit", false)]
    [InlineData("^(?!Bash)", "Bash", false)]
    [InlineData("^(?!Bash)", "Read", true)]
    [InlineData("(?<=mcp__).*_(\\w)\\1", "mcp__a_bb", true)]
    [InlineData("(?<=mcp__).*_(\\w)\\1", "mcp__a_bc", false)]
    // One that takes for ever is held to a time, and then the hook runs.
    [InlineData("^(?!x)(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", true)]
    public void MatchersAreNamesOrExpressions(string text, string subject, bool matches)
    {
        Assert.True(HookMatcher.TryParse(text, out var matcher));
        Assert.Equal(matches, matcher.Matches(subject));
    }

    [Fact]
    public void TheOrganisationsHooksStayWhateverOthersSwitchOff()
    {
        HookSettings Of(RuleSource source, string more) => HookReader.Read(Encoding.UTF8.GetBytes($$$"""{{{{more}}}"hooks":{"Stop":[{"hooks":[{"type":"command","command":"{{{source}}}"}]}]}}"""), $"{source}", source);
        Assert.Equal(["Managed"], HookSettings.Join([Of(RuleSource.Managed, ""), Of(RuleSource.User, "\"disableAllHooks\":true,")]).Handlers.Select(h => h.Command));
        Assert.Equal(["Managed"], HookSettings.Join([Of(RuleSource.Managed, "\"allowManagedHooksOnly\":true,"), Of(RuleSource.User, "")]).Handlers.Select(h => h.Command));
        Assert.Equal(["Managed", "User"], HookSettings.Join([Of(RuleSource.Managed, ""), Of(RuleSource.User, "\"allowManagedHooksOnly\":true,")]).Handlers.Select(h => h.Command));
        Assert.Empty(HookSettings.Join([Of(RuleSource.Managed, "\"disableAllHooks\":true,"), Of(RuleSource.User, "")]).Handlers);
        Assert.Equal([true, false], HookSettings.Join([Of(RuleSource.Managed, ""), Of(RuleSource.User, "")]).Handlers.Select(h => h.BlocksOnFailure));
    }

    [Theory]
    [InlineData("{\"hooks\":[]}", "hooks: it must be an object")]
    [InlineData("{\"hooks\":{\"Stop\":{}}}", "hooks.Stop: it must be a list")]
    [InlineData("{\"hooks\":{\"Stop\":[{}]}}", "hooks.Stop[0]: it has no 'hooks'")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"hooks\":[{}]}]}}", "needs a 'command'")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"hooks\":[{\"command\":\"x\",\"timeout\":-1}]}]}}", "timeout: it must be seconds")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"hooks\":[{\"command\":\"x\",\"onFailure\":\"maybe\"}]}]}}", "onFailure: it must be")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"hooks\":[{\"command\":\"x\",\"if\":\"Bash(\"}]}]}}", "if: 'Bash(' lacks")]
    [InlineData("{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"command\":\"x\",\"if\":\"Bash(git *)|Bash(rm *)\"}]}]}}", "if: it takes one rule")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"matcher\":\"(\",\"hooks\":[]}]}}", "matcher: it is no regular expression")]
    [InlineData("{\"disableAllHooks\":1}", "disableAllHooks: it must be true or false")]
    [InlineData("{", "line 1: this is no JSON")]
    public void AHookThatCannotBeReadIsAnErrorWithItsPlace(string json, string part)
    {
        var wrong = Assert.Throws<Pith.Permissions.Settings.SettingsException>(() => HookReader.Read(Encoding.UTF8.GetBytes(json), "settings.json", RuleSource.User));
        Assert.StartsWith("settings.json, ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>Also a policy does not end in consent, nor anybody in an error of the program's own.</summary>
    [Fact]
    public async Task WhereNoFileForVariablesCanBeMadeTheHookFailsAndSaysWhere()
    {
        var scratch = _folder.Place("hooks");
        await File.WriteAllTextAsync(scratch, "a file", TestContext.Current.CancellationToken);
        using var runner = new HookRunner(new HookSettings { Handlers = [Hook($"touch {_folder.Place("ran")}")] }, new HookOptions { Folder = _folder.Path, Scratch = scratch });
        var message = Assert.Single((await runner.FireAsync(Start, TestContext.Current.CancellationToken)).Messages);
        Assert.Contains($"the folder {scratch} for CLAUDE_ENV_FILE cannot be made", message, StringComparison.Ordinal);
        Assert.Contains("let it be a folder that you may write", message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Place("ran")));
    }

    [Theory]
    [InlineData("mkdir $CLAUDE_ENV_FILE; touch $CLAUDE_ENV_FILE/x", "cannot be read", 1)]
    [InlineData("mkfifo $CLAUDE_ENV_FILE", "it is no regular file", 1)]
    [InlineData("ln -s /dev/zero $CLAUDE_ENV_FILE", "it is no regular file", 1)]
    [InlineData("head -c 1000000 /dev/zero > $CLAUDE_ENV_FILE", "more than 262,144", 1)]
    [InlineData("head -c 1000 /dev/zero > $CLAUDE_ENV_FILE", "line 1 is not understood", 1)]
    [InlineData("yes | head -n 100000 > $CLAUDE_ENV_FILE", "99,995 more lines are not understood", 6)]
    public async Task WhateverAHookLeavesInPlaceOfItsFileIsToldInAFewWords(string command, string said, int lines)
    {
        var scratch = _folder.Place("hooks");
        using var runner = new HookRunner(new HookSettings { Handlers = [Hook(command)] }, new HookOptions { Folder = _folder.Path, Scratch = scratch });
        var watch = Stopwatch.StartNew();
        var heard = await runner.FireAsync(Start, TestContext.Current.CancellationToken);
        Assert.Equal(lines, heard.Messages.Count);
        Assert.Contains(said, heard.Messages[^1], StringComparison.Ordinal);
        Assert.Empty(heard.Variables);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    /// <summary>What cannot be watched is named, and is nobody's end.</summary>
    [Fact]
    public void OnlyWhatCanBeWatchedIs()
    {
        using var watch = new PathWatch((_, _) => Task.CompletedTask, TimeProvider.System);
        Assert.Equal([$"{_folder.Path}/a\0b", "relative", "", "/", "/nowhere/at/all/x"], watch.Set(["/", "/nowhere/at/all/x", $"{_folder.Path}/a\0b", "relative", "", $"{_folder.Path}/a", "/proc"]));
        Assert.Equal(100_000 - PathWatch.Most, watch.Set(Enumerable.Range(0, 100_000).Select(i => $"{_folder.Path}/{i}")).Count);
    }

    private static HookScene Start => new(HookEvent.SessionStart, "startup", _ => { });

    private static HookHandler Hook(string command) => new() { Event = HookEvent.SessionStart, Command = command, Timeout = TimeSpan.FromSeconds(30), Source = RuleSource.User, File = "settings.json" };

    private HookRunner Runner(params HookHandler[] hooks) => new(new HookSettings { Handlers = hooks }, new HookOptions { Folder = _folder.Path });
}

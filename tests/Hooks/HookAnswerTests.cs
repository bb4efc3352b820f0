using System.Text;
using Pith.Hooks;
using Pith.Permissions.Rules;

namespace Pith.Tests.Hooks;

/// <summary>What hooks say in strange shapes: a no stays a no, and nothing is passed over in silence.</summary>
public sealed class HookAnswerTests
{
    /// <summary>A no that can be read refuses, whatever is wrong beside it.</summary>
    [Theory]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny"},"systemMessage":5}""")]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"hookEventName":"preToolUse","permissionDecision":"deny"}}""")]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":"deny","permissionDecisionReason":["a"]}}""")]
    [InlineData(HookEvent.PreToolUse, """{"decision":"block","reason":7}""")]
    [InlineData(HookEvent.PreModelSwitch, """{"decision":"block","continue":"yes"}""")]
    [InlineData(HookEvent.PermissionRequest, """{"hookSpecificOutput":{"decision":{"behavior":"deny","interrupt":"yes"}}}""")]
    [InlineData(HookEvent.UserPromptSubmit, """{"decision":"block","suppressOutput":true,"systemMessage":{}}""")]
    [InlineData(HookEvent.Stop, """{"decision":"block","reason":{},"hookSpecificOutput":[]}""")]
    public async Task ANoIsNoneTheLessForAMistakeBesideIt(HookEvent at, string answer)
    {
        var heard = await SaidAsync(at, answer);
        Assert.NotNull(heard.Block);
        Assert.Equal(at is HookEvent.PreToolUse or HookEvent.PreModelSwitch or HookEvent.PermissionRequest, heard.Verdict == HookVerdict.Deny);
        Assert.Contains(" refuses, and its answer in JSON cannot be read: ", Assert.Single(heard.Messages), StringComparison.Ordinal);
    }

    /// <summary>What stands twice says two things: its no counts, and its yes does not.</summary>
    [Theory]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":"deny","permissionDecision":"allow"}}""", HookVerdict.Deny)]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":"allow","permissionDecision":"deny"}}""", HookVerdict.Deny)]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":"deny"},"hookSpecificOutput":{"permissionDecision":"allow"}}""", HookVerdict.Deny)]
    [InlineData(HookEvent.PreToolUse, """{"decision":"block","decision":"approve"}""", HookVerdict.Deny)]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":"ask","permissionDecision":"allow","updatedInput":{}}}""", HookVerdict.Ask)]
    [InlineData(HookEvent.PermissionRequest, """{"hookSpecificOutput":{"decision":{"behavior":"deny","behavior":"allow"}}}""", HookVerdict.Deny)]
    [InlineData(HookEvent.PermissionRequest, """{"hookSpecificOutput":{"decision":{"behavior":"allow"},"decision":{"behavior":"allow"}}}""", HookVerdict.None)]
    [InlineData(HookEvent.UserPromptSubmit, """{"decision":"block","reason":"no","decision":null}""", HookVerdict.None, "no")]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":"allow","updatedInput":{"a":1,"a":2}}}""", HookVerdict.Ask)]
    public async Task ANoStaysANoWhereItsKeyStandsTwice(HookEvent at, string answer, HookVerdict verdict, string? block = null)
    {
        var heard = await SaidAsync(at, answer);
        Assert.Equal(verdict, heard.Verdict);
        Assert.Null(heard.Input);
        if (block is not null)
            Assert.Equal(block, heard.Block);
        Assert.Contains("has a key twice in its answer", Assert.Single(heard.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndOfTheRunStaysOneWhereItsKeyStandsTwice() =>
        Assert.Equal("enough", (await SaidAsync(HookEvent.PostToolUse, """{"continue":false,"stopReason":"enough","continue":true}""")).Stop);

    /// <summary>As documented: the bell, titles and notifications. What moves the cursor, writes the clipboard or runs on is none.</summary>
    [Theory]
    [InlineData("\a", true)]
    [InlineData("\u001b]0;title\a\u001b]2;t\u001b\\\a", true)]
    [InlineData("\u001b]777;notify;Build;done, täglich\a", true)]
    [InlineData("\u001b]99;i=1:d=0;Hello\u001b\\", true)]
    [InlineData("\u001b]9;built\a", true)]
    [InlineData("\u001b]9;4;1;50\a", true)]
    [InlineData("\u001b]9;6;\"print(1)\"\a", false)]
    [InlineData("\u001b]9;built", false)]
    [InlineData("\u001b]9;built\u001b[2J\a", false)]
    [InlineData("\u001b]9;built\u009b2J\a", false)]
    [InlineData("\u001b]8;;http://x\a", false)]
    [InlineData("\u001b]52;c;aGk=\a", false)]
    [InlineData("\u001b]1337;File=x\a", false)]
    [InlineData("\u001b]title\a", false)]
    [InlineData("\u001b[2J", false)]
    [InlineData("\u001bPtmux;x\u001b\\", false)]
    [InlineData("words", false)]
    [InlineData("\a\n", false)]
    public async Task ATerminalIsSentWhatDrawsNothing(string sequence, bool sent)
    {
        var answer = System.Text.Json.JsonSerializer.Serialize(new { terminalSequence = sequence });
        var heard = await SaidAsync(HookEvent.Stop, answer);
        Assert.Equal(sent ? sequence : "", heard.Signal);
        Assert.Equal(sent ? 0 : 1, heard.Messages.Count);
        Assert.Equal(sent ? sequence : "", (await SaidAsync(HookEvent.Notification, answer)).Signal);
    }

    /// <summary>The word that other programs' hooks have for it.</summary>
    [Theory]
    [InlineData(HookEvent.PreToolUse)]
    [InlineData(HookEvent.UserPromptSubmit)]
    [InlineData(HookEvent.Stop)]
    public async Task ToDenyIsToBlock(HookEvent at) => Assert.Equal("no", (await SaidAsync(at, """{"decision":"deny","reason":"no"}""")).Block);

    [Fact]
    public async Task AnEndOfTheRunIsNoneTheLessForAMistakeBesideIt() =>
        Assert.Equal("enough", (await SaidAsync(HookEvent.PostToolUse, """{"continue":false,"stopReason":"enough","systemMessage":5}""")).Stop);

    /// <summary>What says neither yes nor no in a word that counts has failed, and says so; a policy that fails refuses.</summary>
    [Theory]
    [InlineData("""{"decision":"refuse"}""", "'decision refuse' is no decision")]
    [InlineData("""{"decision":"allow"}""", "'decision allow' is no decision")]
    [InlineData("""{"hookSpecificOutput":{"permissionDecision":"Deny"}}""", "'Deny' is no decision")]
    [InlineData("""{"hookSpecificOutput":{"permissionDecision":["deny"]}}""", "permissionDecision must be a text")]
    [InlineData("""{"hookSpecificOutput":{"hookEventName":"PostToolUse","permissionDecision":"allow"}}""", "it answers the event 'PostToolUse'")]
    [InlineData("""{"permissionDecision":"deny"}""", "permissionDecision belongs in hookSpecificOutput")]
    [InlineData("""{"hookSpecificOutput":{"decision":"block"}}""", "and decision beside it")]
    [InlineData("""{"hookSpecificOutput":"deny"}""", "hookSpecificOutput must be an object")]
    [InlineData("""{"hookSpecificOutput":{"permissionDecision":"allow","updatedInput":"rm -i"}}""", "updatedInput must be an object")]
    [InlineData("""{"continue":"false"}""", "continue must be true or false")]
    [InlineData("""{"hookSpecificOutput":{"watchPaths":"a"}}""", "watchPaths must be a list of texts")]
    [InlineData("""{"hookSpecificOutput":{"permissionDecision":"allow"}""", "its output begins with a brace and is no answer in JSON")]
    [InlineData("""{"hookSpecificOutput":{"permissionDecision":"allow"}} and more""", "its output begins with a brace and is no answer in JSON")]
    public async Task WhatCannotBeReadIsAFailure(string answer, string why)
    {
        var heard = await SaidAsync(HookEvent.PreToolUse, answer);
        Assert.Equal(HookVerdict.None, heard.Verdict);
        Assert.Contains(why, Assert.Single(heard.Messages), StringComparison.Ordinal);
        Assert.Equal(HookVerdict.Deny, (await SaidAsync(HookEvent.PreToolUse, answer, isPolicy: true)).Verdict);
    }

    [Fact]
    public async Task AWordInTheWrongPlaceIsAFailure() =>
        Assert.Contains("decision belongs beside hookSpecificOutput", Assert.Single((await SaidAsync(HookEvent.Stop, """{"hookSpecificOutput":{"decision":"block","reason":"tests fail"}}""")).Messages), StringComparison.Ordinal);

    /// <summary>Many programs write down every field they know of.</summary>
    [Theory]
    [InlineData(HookEvent.PostToolUse, """{"continue":null,"stopReason":null,"systemMessage":null,"decision":null,"reason":null,"hookSpecificOutput":{"hookEventName":null,"additionalContext":null,"updatedToolOutput":null,"updatedMCPToolOutput":null,"watchPaths":null}}""")]
    [InlineData(HookEvent.PreToolUse, """{"hookSpecificOutput":{"permissionDecision":null,"updatedInput":null}}""")]
    [InlineData(HookEvent.PermissionRequest, """{"hookSpecificOutput":{"decision":null}}""")]
    [InlineData(HookEvent.PermissionDenied, """{"hookSpecificOutput":{"retry":null}}""")]
    [InlineData(HookEvent.SessionStart, """{"hookSpecificOutput":{"initialUserMessage":null,"sessionTitle":null}}""")]
    [InlineData(HookEvent.Stop, """{"hookSpecificOutput":null}""")]
    public async Task NullIsAsIfItWereNotThere(HookEvent at, string answer)
    {
        var heard = await SaidAsync(at, answer);
        Assert.Equal((HookVerdict.None, null, null, null), (heard.Verdict, heard.Block, heard.Stop, heard.WatchPaths));
        Assert.Empty(heard.Messages);
        Assert.Null(heard.Output);
        Assert.Null(heard.Input);
    }

    [Fact]
    public async Task AnAnswerBehindAByteOrderMarkIsOne() =>
        Assert.Equal(HookVerdict.Deny, (await SaidAsync(HookEvent.PreToolUse, "\uFEFF\r\n{\"hookSpecificOutput\":{\"permissionDecision\":\"deny\"}}")).Verdict);

    /// <summary>Also what no process says is read up to a length, and a person is told no megabyte.</summary>
    [Fact]
    public async Task NothingIsReadOrToldAtAnyLength()
    {
        var heard = await SaidAsync(HookEvent.PreToolUse, new string(' ', 1 << 20) + "{}");
        Assert.EndsWith("failed: it said more than 1 MB", Assert.Single(heard.Messages), StringComparison.Ordinal);
        Assert.Equal(HookVerdict.Deny, (await SaidAsync(HookEvent.PreToolUse, new string(' ', 1 << 20) + "{}", isPolicy: true)).Verdict);
        Assert.Empty((await SaidAsync(HookEvent.PreToolUse, "{}" + new string(' ', (1 << 20) - 2))).Messages);
        var told = Assert.Single((await SaidAsync(HookEvent.PreToolUse, $$"""{"systemMessage":"{{new string('x', 9_999)}}🙂{{new string('x', 900_000)}}"}""")).Messages);
        Assert.InRange(told.Length, 9_999, 10_100);
        Assert.DoesNotContain(told, char.IsSurrogate);
        Assert.InRange(Assert.Single((await FailedAsync(new string('x', 900_000) + "\nmore")).Messages).Length, 300, 500);
    }

    [Fact]
    public async Task AServersToolSaysNoMoreThanACommand()
    {
        var hook = new HookHandler { Event = HookEvent.SessionStart, Type = "mcp_tool", Tool = ("server", "tool"), Timeout = TimeSpan.FromSeconds(30), Source = RuleSource.User, File = "settings.json" };
        using var runner = new HookRunner(new HookSettings { Handlers = [hook] }, new HookOptions { Folder = "/", Call = (_, _, _) => Task.FromResult(new HookEnd(null, 0, new byte[(1 << 20) + 1], default)) });
        var heard = await runner.FireAsync(new HookScene(HookEvent.SessionStart, "startup", _ => { }), TestContext.Current.CancellationToken);
        Assert.Empty(heard.Context);
        Assert.Equal("the SessionStart hook calls server: tool failed: it said more than 1 MB", Assert.Single(heard.Messages));
    }

    /// <summary>Nested beyond reason it is no answer, and no end of the program.</summary>
    [Fact]
    public async Task DepthIsNoEnd()
    {
        var deep = """{"hookSpecificOutput":""" + string.Concat(Enumerable.Repeat("""{"a":""", 100_000)) + "1" + new string('}', 100_001);
        Assert.Contains("no answer in JSON", Assert.Single((await SaidAsync(HookEvent.PreToolUse, deep)).Messages), StringComparison.Ordinal);
    }

    /// <summary>Exit codes by event, of a hook and of a policy: what blocks, and where.</summary>
    [Fact]
    public async Task AFailureBlocksWhereThePolicyGuardsSomething()
    {
        foreach (var at in HookEvents.All)
        {
            var (failed, policy) = (await FailedAsync("it is gone", at), await FailedAsync("it is gone", at, isPolicy: true));
            Assert.Contains("failed: it is gone", Assert.Single(failed.Messages), StringComparison.Ordinal);
            Assert.Contains("failed: it is gone", Assert.Single(policy.Messages), StringComparison.Ordinal);
            var guards = at is not (HookEvent.SessionStart or HookEvent.SessionEnd or HookEvent.SubagentStart or HookEvent.PostCompact or HookEvent.CwdChanged or HookEvent.FileChanged or HookEvent.PostModelSwitch) && (at == HookEvent.MessageDisplay || !HookEvents.IsForInformation(at));
            Assert.Equal((at, guards), (at, (policy.Block ?? policy.Stop) is not null));
            Assert.Equal((at, at is HookEvent.WorktreeCreate or HookEvent.WorktreeRemove), (at, (failed.Block ?? failed.Stop) is not null));
        }
    }

    private static Task<HookOutcome> SaidAsync(HookEvent at, string answer, bool isPolicy = false) => FireAsync(at, new HookEnd(null, 0, Encoding.UTF8.GetBytes(answer), default), isPolicy);

    private static Task<HookOutcome> FailedAsync(string problem, HookEvent at = HookEvent.PreToolUse, bool isPolicy = false) => FireAsync(at, new HookEnd(problem, 0, default, default), isPolicy);

    /// <summary>By the tool of a server: what any hook says takes this way.</summary>
    private static async Task<HookOutcome> FireAsync(HookEvent at, HookEnd end, bool isPolicy)
    {
        var hook = new HookHandler { Event = at, Type = "callback", Command = "callback", Answer = (_, _) => Task.FromResult(end), BlocksOnFailure = isPolicy, Timeout = TimeSpan.FromSeconds(30), Source = RuleSource.User, File = "settings.json" };
        using var runner = new HookRunner(new HookSettings { Handlers = [hook] }, new HookOptions { Folder = "/" });
        return await runner.FireAsync(new HookScene(at, "Bash", _ => { }), TestContext.Current.CancellationToken);
    }
}

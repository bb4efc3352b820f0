using System.Text;
using System.Text.Json;
using Pith.Cli;
using Pith.Cli.Runs;
using Pith.Cli.Slash;
using Pith.Cli.Tables;
using Pith.Sessions;

namespace Pith.Tests.Cli.Slash;

/// <summary>What a person can do to a live conversation, without a terminal: the commands over a scripted agent.</summary>
[Collection(Alone.Name)]
public sealed class LiveControlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _printed = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RewindBringsFilesAndConversationBackAndKeepsWhatOthersWrote()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work")).FullName);
        File.WriteAllText("kept.txt", "old\n");
        using var run = Open(
            """{"tool":"Read","input":{"file_path":"kept.txt"}}""", """{"text":"one done"}""",
            """{"content":[{"type":"tool_use","id":"w1","name":"Write","input":{"file_path":"made.txt","content":"new\n"}},{"type":"tool_use","id":"w2","name":"Edit","input":{"file_path":"kept.txt","old_string":"old","new_string":"changed"}},{"type":"tool_use","id":"w3","name":"Write","input":{"file_path":"touched.txt","content":"ours\n"}}]}""",
            """{"text":"two done"}""", """{"text":"three done"}""");
        await Ask(run, "look");
        await Ask(run, "write");
        Assert.Equal(("changed\n", "new\n"), (File.ReadAllText("kept.txt"), File.ReadAllText("made.txt")));
        File.WriteAllText("touched.txt", "theirs\n");
        var before = run.Session!.Id;
        Assert.All(await Say(run, "/rewind"), line => Assert.Matches(@"^ +\d+  \d{4}-\d\d-\d\d \d\d:\d\d  \w+$", line));
        Assert.Equal(["look", "write"], (await Say(run, "/rewind")).Select(line => line[(line.LastIndexOf(' ') + 1)..]));
        var said = string.Join('\n', await Say(run, "/rewind 2"));
        Assert.Equal(("old\n", false, "theirs\n"), (File.ReadAllText("kept.txt"), File.Exists("made.txt"), File.ReadAllText("touched.txt")));
        Assert.Contains("someone else changed it since", said, StringComparison.Ordinal);
        Assert.NotEqual(before, run.Session!.Id);
        var sent = Conversation(run);
        Assert.Contains("one done", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("two done", sent, StringComparison.Ordinal);
        await Ask(run, "again");
        Assert.Contains("again", Conversation(run), StringComparison.Ordinal);
        Assert.Equal(["look", "again"], SessionTurns.Of(run.Session.Path, run.Store).Select(t => t.Text));
        Assert.Contains("two done", Good("sessions", "show", before), StringComparison.Ordinal);
    }

    /// <summary>Another past: the model is told what that past does not hold, and everybody the session's id.</summary>
    [Fact]
    public async Task AfterARewindInstructionsAreToldAnewAndAllSpeakOfTheNewSession()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work/.claude")).Parent!.FullName);
        File.WriteAllText("CLAUDE.md", "Tabs, never blanks.");
        var heard = _folder.Place("heard");
        Directory.CreateDirectory(_folder.Place(".claude"));
        File.WriteAllText(_folder.Place(".claude/settings.json"), $$$"""{"hooks":{"UserPromptSubmit":[{"hooks":[{"type":"command","command":"cat >> {{{heard}}}; echo >> {{{heard}}}"}]}]}}""");
        using var run = Open("""{"text":"one"}""", """{"text":"two"}""");
        await Ask(run, "first");
        Assert.Contains("Tabs, never blanks.", Conversation(run), StringComparison.Ordinal);
        var before = run.Session!.Id;
        await Say(run, "/rewind 1");
        Assert.DoesNotContain("Tabs, never blanks.", Conversation(run), StringComparison.Ordinal);
        await Ask(run, "second");
        Assert.Contains("Tabs, never blanks.", Conversation(run), StringComparison.Ordinal);
        Assert.NotEqual(before, run.Session!.Id);
        Assert.Equal(run.Session.Id, run.Facts.Session);
        Assert.Equal([before, run.Session.Id], File.ReadAllLines(heard).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("session_id").GetString()));
    }

    /// <summary>What an interrupted turn left behind is of the past that is left.</summary>
    [Fact]
    public async Task AfterARewindNoInterruptionIsToldThatNeverWas()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work")).FullName);
        using var run = Open("""{"text":"one"}""", """{"text":"two"}""", """{"text":"three"}""");
        await Ask(run, "first");
        await foreach (var found in run.Loop.RunAsync("cut short"u8.ToArray(), TestContext.Current.CancellationToken))
            if (found is Pith.Agents.AgentEvent.Answering)
                break;
        await Say(run, "/rewind 2");
        await Ask(run, "second");
        Assert.DoesNotContain("interrupted", Conversation(run), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsSaidAfterAChangeOfFolderIsKept_22566()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work/sub")).Parent!.FullName);
        using var run = Open("""{"tool":"Bash","input":{"command":"cd sub"}}""", """{"text":"there"}""", """{"text":"still here"}""");
        await Ask(run, "go");
        Assert.Equal(_folder.Place("work/sub"), run.Kit.Folder);
        await Ask(run, "again");
        Assert.Equal(["go", "again"], SessionTurns.Of(run.Session!.Path, run.Store).Select(t => t.Text));
        Assert.Contains("still here", Good("sessions", "show", run.Session.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCommandLineRewindsASessionThatIsOver()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work")).FullName);
        string id;
        using (var run = Open("""{"tool":"Write","input":{"file_path":"a.txt","content":"1\n"}}""", """{"text":"one"}""", """{"tool":"Edit","input":{"file_path":"a.txt","old_string":"1","new_string":"2"}}""", """{"text":"two"}"""))
        {
            await Ask(run, "first");
            await Ask(run, "second");
            id = run.Session!.Id;
        }

        Assert.Contains("   2  ", Good("sessions", "rewind", id), StringComparison.Ordinal);
        Assert.Contains("would restore", Good("sessions", "rewind", id, "--to", "2", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal("2\n", File.ReadAllText("a.txt"));
        Assert.DoesNotContain("restored", Good("sessions", "rewind", id, "--to", "2", "--conversation"), StringComparison.Ordinal);
        Assert.Equal("2\n", File.ReadAllText("a.txt"));
        Good("sessions", "rewind", id, "--to", "2", "--files");
        Assert.Equal("1\n", File.ReadAllText("a.txt"));
        var fork = Good("sessions", "rewind", id, "--to", "1").Trim().Split('\n')[^1];
        Assert.False(File.Exists("a.txt"));
        Assert.DoesNotContain("first", Good("sessions", "show", fork), StringComparison.Ordinal);
        Assert.Equal(64, Run("sessions", "rewind", id, "--to", "3").Code);
        File.WriteAllText("a.txt", "theirs\n");
        Assert.Equal(73, Run("sessions", "rewind", id, "--to", "1", "--files").Code);
        Assert.Equal("theirs\n", File.ReadAllText("a.txt"));
    }

    [Fact]
    public async Task PinsAndInstructionsHoldThroughABoundaryThatCanBeUndone()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work")).FullName);
        for (var i = 0; i < 8; i++)
            File.WriteAllLines($"file{i}.txt", Enumerable.Range(0, 150).Select(n => $"value_{i}_{n} = compute({n * 31 + i}) + part_{n % 7};"));
        using var run = Open([.. Enumerable.Range(0, 8).Select(i => $$$"""{"tool":"Read","input":{"file_path":"file{{{i}}}.txt"}}"""), """{"text":"all read"}""", """{"text":"go"}"""]);
        await Ask(run, "read all");
        Assert.Contains("1  value_1_77 = compute(2388) + part_0;", string.Join('\n', await Say(run, "/pin value_1_77 = compute(2388) + part_0;")), StringComparison.Ordinal);
        await Say(run, "/pin /value_2_1\\d\\d /");
        await Say(run, "/unpin 2");
        Assert.Throws<Failure>(() => Say(run, "/unpin 2").GetAwaiter().GetResult());
        var before = Conversation(run);
        Assert.Contains("compacted from", (await Say(run, "/compact keep value_3_99"))[0], StringComparison.Ordinal);
        var after = Conversation(run);
        Assert.True(after.Length < before.Length * 2 / 3);
        Assert.Contains("value_1_77 = compute(2388) + part_0;", after, StringComparison.Ordinal);
        Assert.Contains("value_3_99 = ", after, StringComparison.Ordinal);
        var use = await Say(run, "/context");
        Assert.Contains(use, line => line.Contains("by tool", StringComparison.Ordinal));
        Assert.Contains(use[use.ToList().IndexOf("the largest blocks:")..], line => line.Contains("turn ", StringComparison.Ordinal));
        Assert.Contains("manual", Good("sessions", "receipts", run.Session!.Id), StringComparison.Ordinal);
        JsonSchema.Check(Good("sessions", "receipts", run.Session.Id, "--json"), "sessions-receipts");
        Assert.Contains("undone", (await Say(run, "/uncollapse"))[0], StringComparison.Ordinal);
        Assert.Equal(before, Conversation(run));
        Assert.Contains("no compaction to undo", (await Say(run, "/uncollapse"))[0], StringComparison.Ordinal);
        await Ask(run, "go on");
        using var again = SessionLog.Fork(run.Session.Path, new SessionFolder(run.Store.Root), run.Store, new SessionOptions());
        Assert.StartsWith(before, string.Concat(again.Messages().Select(m => Encoding.UTF8.GetString(m.Content.Span))), StringComparison.Ordinal);
    }

    private static string Conversation(AgentRun run) => string.Concat(run.Loop.Request.Messages.Select(m => Encoding.UTF8.GetString(Pith.Providers.MessageBytes.ContentOf(m.Span))));

    private AgentRun Open(params string[] answers)
    {
        File.WriteAllLines(_folder.Place("script.jsonl"), answers);
        var around = new Surroundings
        {
            In = new MemoryStream(),
            Out = new MemoryStream(),
            Error = new MemoryStream(),
            Variable = name => name is "PITH_HOME" ? _folder.Place("home") : name is "HOME" ? _folder.Path : null,
            InIsTerminal = true,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            TerminalWidth = () => 80,
        };
        return AgentRun.Open(CommandLine.Parse(["-p", "x", "--model", $"script:{_folder.Place("script.jsonl")}", "--permission-mode", "acceptEdits", "--trust"], around), new NoPerson());
    }

    private static async Task Ask(AgentRun run, string prompt)
    {
        await foreach (var _ in run.Loop.RunAsync(Encoding.UTF8.GetBytes(prompt), TestContext.Current.CancellationToken))
        {
        }
    }

    private async Task<List<string>> Say(AgentRun run, string line)
    {
        _printed.Clear();
        var (command, argument) = SlashCommands.Find(line);
        Assert.Equal(SlashEffect.None, await command.RunAsync(new SlashCall(argument, run, default, 80, _printed.Add), TestContext.Current.CancellationToken));
        return [.. _printed];
    }

    private string Good(params string[] words)
    {
        var (code, run) = Run(words);
        Assert.True(code == 0, $"{code}: {run.Complaint}");
        return run.Text;
    }

    private (int Code, CliRun Run) Run(params string[] words)
    {
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
        return (run.Run(words), run);
    }
}

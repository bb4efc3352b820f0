using Pith.Cli;
using Pith.Cli.Runs;
using Pith.Cli.Tables;
using Pith.Sessions;

namespace Pith.Tests.Cli.Runs;

/// <summary>A run that cannot be opened leaves nothing open.</summary>
[Collection(Alone.Name)]
public sealed class AgentRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsRefusedAfterTheSessionWasOpenedDoesNotHoldIt()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work")).FullName);
        var session = "";
        using (var first = Open("--model", Script))
        {
            first.Session!.AppendUser("\"hello\""u8);
            session = first.Session.Id;
        }

        Assert.Contains("which is no tool", Assert.Throws<Failure>(() => Open("--model", Script, "--resume", session, "--tools", "Nope")).Message, StringComparison.Ordinal);
        using var again = Open("--model", Script, "--resume", session);
        Assert.Equal(session, again.Session!.Id);
    }

    [Fact]
    public void SettingsAreReadBeforeASessionIsMade()
    {
        using var _ = new InFolder(Directory.CreateDirectory(_folder.Place("work/.claude")).Parent!.FullName);
        File.WriteAllText(".claude/settings.json", """{"hooks":{"PreToolUse":7}}""");
        Assert.Throws<Failure>(() => Open("--model", Script, "--trust"));
        Assert.False(Directory.Exists(_folder.Place("home")) && new SessionFolder(_folder.Place("home")).Newest(Directory.GetCurrentDirectory()) is not null);
        Assert.Empty(Directory.Exists(_folder.Place("home")) ? Directory.EnumerateFiles(_folder.Place("home"), "*.jsonl", SearchOption.AllDirectories) : []);
    }

    private string Script
    {
        get
        {
            File.WriteAllText(_folder.Place("script.jsonl"), """{"text":"one"}""");
            return $"script:{_folder.Place("script.jsonl")}";
        }
    }

    private AgentRun Open(params string[] words)
    {
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
        return AgentRun.Open(CommandLine.Parse(["-p", "x", .. words], around), new NoPerson());
    }
}

using Pith.MockModels;

namespace Pith.Tests.Cli.Headless;

/// <summary>Hooks of a conversation whose messages come as lines.</summary>
[Collection(Alone.Name)]
public sealed class HookedConversationTests : IDisposable
{
    private readonly HookRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void AHookThatNobodyWaitedForWakesTheAgentWhileItRests()
    {
        _room.Settings(("UserPromptSubmit", "", Wakes($"[ -e {_room.Place("again")} ] && exit 0; touch {_room.Place("again")}; while [ ! -e {_room.Place("go")} ]; do sleep 0.05; done; echo the build is broken >&2; exit 2")));
        using var server = new MockServer([MockAnswer.Text("one"), MockAnswer.Text("looking"), MockAnswer.Text("two")]);
        using var partner = With(server);
        partner.Prompt("first");
        Assert.Equal("one", Partner.Word(partner.Until("result"), "result"));
        _room.Put("go", "");
        Assert.Equal("looking", Partner.Word(partner.Until("result"), "result"));
        Assert.Contains("the build is broken", server.Requests[1].Text, StringComparison.Ordinal);
        partner.Prompt("second");
        Assert.Equal("two", Partner.Word(partner.Until("result"), "result"));
        Assert.Equal(0, partner.End());
    }

    /// <summary>One that wakes it after every turn does so eight times: nobody is there to stop it.</summary>
    [Fact]
    public void NoHookHasTheAgentWorkForEver()
    {
        // What is said while a turn goes on is told within it, and wakes nobody: each waits until its turn is over.
        _room.Settings(("UserPromptSubmit", "", Wakes($"cd {_room.Place("")}; echo x >> turns; turn=$(wc -l < turns); while [ ! -e over$turn ]; do sleep 0.02; done; echo more >&2; exit 2")));
        using var server = new MockServer([.. Enumerable.Range(0, 20).Select(i => MockAnswer.Text($"{i}"))]);
        using var partner = With(server);
        partner.Prompt("first");
        for (var turn = 0; turn <= 8; turn++)
        {
            Assert.Equal($"{turn}", Partner.Word(partner.Until("result"), "result"));
            _room.Put($"over{turn + 1}", "");
        }

        Thread.Sleep(2000); // in which a ninth time would have come
        Assert.Equal(9, server.Requests.Count);
        partner.Prompt("second");
        Assert.Equal("9", Partner.Word(partner.Until("result"), "result"));
        Assert.Contains("second", server.Requests[9].Text, StringComparison.Ordinal);
        Assert.Equal(0, partner.End());
    }

    [Fact]
    public void TheConversationBeginsWithTheMessageOfAHook()
    {
        _room.Settings(("SessionStart", "", HookRoom.Command("""echo '{"hookSpecificOutput":{"hookEventName":"SessionStart","initialUserMessage":"read the tickets"}}'""")));
        using var server = new MockServer([MockAnswer.Text("one"), MockAnswer.Text("two")]);
        using var partner = With(server);
        partner.Ask("""{"subtype":"initialize","hooks":null}""");
        Assert.Equal("one", Partner.Word(partner.Until("result"), "result"));
        partner.Prompt("first");
        Assert.Equal("two", Partner.Word(partner.Until("result"), "result"));
        Assert.Equal(0, partner.End());
        Assert.Contains("read the tickets", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("first", server.Requests[0].Messages, StringComparison.Ordinal);
    }

    private static object Wakes(string command) => new { type = "command", asyncRewake = true, command };

    private Partner With(MockServer server, params string[] flags) => new(_room.Run(server).Variables, flags);
}

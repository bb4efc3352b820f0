using System.Text;
using Pith.Compaction;
using Pith.Compaction.Wishes;
using Pith.Conversations;
using Pith.Providers;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction.Wishes;

/// <summary>Instructions add to what is kept: what they name comes on top, what binds stays as it was.</summary>
public sealed class InstructionTests
{
    [Theory]
    [InlineData("Keep RetryPolicy4 in mind")]
    [InlineData("everything about `RetryPolicy4`, please")]
    [InlineData("focus on src/early4.cs")]
    [InlineData("the quarantine of the mailbox")]
    public void WhatIsNamedIsKept(string instructions)
    {
        using var index = Session();
        var plain = Text(index, "");
        var kept = Text(index, instructions);
        Assert.DoesNotContain("RetryPolicy4(quarantine", plain, StringComparison.Ordinal);
        Assert.Contains("RetryPolicy4(quarantine", kept, StringComparison.Ordinal);
        foreach (var always in new[] { "Mend the mail service. You must never drop a message.", "Go on, please.", "You must never drop a message." })
            Assert.Contains(always, kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keep what is important, please")]
    [InlineData("   ")]
    [InlineData("the NoSuchThing of no_such_file.cs")]
    public void WhatNamesNothingChangesNothing(string instructions)
    {
        using var index = Session();
        Assert.Equal(Text(index, ""), Text(index, instructions));
    }

    [Fact]
    public void ANameThatStandsEverywhereTakesItsShareAndNoMore()
    {
        using var index = Session();
        var made = Compactor.Compact(index, Policy("Handle"), new MessagesWriter());
        Assert.True(made.Fits);
        var memory = Encoding.UTF8.GetString(made.Plan.Memory.Span);
        var at = memory.IndexOf("## Kept as the user asked", StringComparison.Ordinal);
        var end = memory.IndexOf("## Lines", StringComparison.Ordinal);
        Assert.True(at > 0 && end > at);
        Assert.InRange(index.Meter.Count(Encoding.UTF8.GetBytes(memory[at..end])), 100, 4_000 * 20 / 100);
    }

    private static string Text(ContextIndex index, string instructions) => Encoding.UTF8.GetString(Compactor.Compact(index, Policy(instructions), new MessagesWriter()).Bytes.Span);

    private static Policy Policy(string instructions) => new() { Budget = 4_000, Wishes = new UserWishes { Instructions = instructions } };

    private static ContextIndex Session()
    {
        var script = new Script().System("You are an agent.").User("Mend the mail service. You must never drop a message.");
        for (var i = 0; i < 60; i++)
            script.Read($"src/{(i < 6 ? "early" : "late")}{i}.cs", $"r{i}", 1, [.. Enumerable.Range(0, 30).Select(n => n == 9 && i < 6 ? $"    Apply(new RetryPolicy{i}({(i == 4 ? "quarantine" : "plain")}: mailbox{i}));" : $"    Handle{n}(queue_{i}, {n});")]);
        return script.User("Go on, please.").Seal();
    }
}

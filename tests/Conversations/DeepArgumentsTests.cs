using Pith.Compaction;
using Pith.Providers;
using Pith.Tests.Providers;

namespace Pith.Tests.Conversations;

public sealed class DeepArgumentsTests
{
    /// <summary>Arguments nested 200 deep are read as records, so every later room must take them too.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(100_000)]
    public void GoThroughEveryRoom(int budget)
    {
        using var script = new Script();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "\"x\"" + new string('}', 200);
        script.User("go").Call("Edit", deep, "1").Result("1", "ok");
        for (var i = 0; i < 20; i++)
            script.Call("Read", """{"path":"p"}""", $"r{i}").Result($"r{i}", new string('y', 400) + i);
        var result = Compactor.Compact(script.Seal(), new Policy { Budget = budget }, new MessagesWriter());
        Assert.True(result.Fits);
        if (budget < 1000)
            Assert.Equal([], MessagesRules.Broken(result.Bytes));
    }
}

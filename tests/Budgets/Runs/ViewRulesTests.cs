using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;

namespace Pith.Tests.Budgets.Runs;

public sealed class ViewRulesTests
{
    private static readonly List<Message> Good = new Talk().User("go").Bash("ls", "a").Bash("pwd", "b").Messages;

    [Fact]
    public void AWholeConversationBreaksNothing() => Assert.Equal(0, ViewRules.Violations(Good));

    [Fact]
    public void EachFaultCounts()
    {
        Assert.Equal(1, ViewRules.Violations([]));
        Assert.Equal(1, ViewRules.Violations(Good[1..])); // begins with the assistant
        Assert.Equal(1, ViewRules.Violations([Good[0], .. Good[2..]]) - ViewRules.Violations([Good[0], .. Good[3..]])); // an orphan
        Assert.Equal(2, ViewRules.Violations(Good[..4])); // a call without its result, and the assistant speaks last
        Assert.Equal(1, ViewRules.Violations([.. Good, Good[4]])); // answered twice
        Assert.Equal(1, ViewRules.Violations([.. Good, .. Good[3..]])); // an id used twice
        Assert.Equal(1, ViewRules.Violations([.. Good, new Message(Speaker.User, " ")]));
    }
}

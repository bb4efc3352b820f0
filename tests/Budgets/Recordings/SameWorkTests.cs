using Pith.Budgets.Recordings;

namespace Pith.Tests.Budgets.Recordings;

public sealed class SameWorkTests
{
    [Fact]
    public void TheLongestOfAWorkCounts()
    {
        var whole = RandomTalk.Of(1, 40);
        var part = new Recording("part", [.. whole.Messages.Take(20)]);
        var other = RandomTalk.Of(2, 40);
        Assert.Equal([whole, other], SameWork.Longest([part, other, whole]));
        Assert.False(SameWork.Are(whole, other));
    }
}

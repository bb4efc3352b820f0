using Pith.Budgets.Needs;

namespace Pith.Tests.Budgets.Needs;

public sealed class FailedCallTests
{
    [Fact]
    public void AFailureIsItsCommandAndTheLineThatNamesTheError()
    {
        var talk = new Talk().Bash("make  all\nsecond line", "building\n\e[31mmain_loop.cs: error CS1002\e[0m: ; expected\nmore", isError: true);
        var failure = Assert.Single(FailedCall.In(talk.Messages, 2));
        Assert.Equal("make all", failure.Command);
        Assert.Equal("main_loop.cs: error CS1002: ; expected", failure.Signature);
        Assert.Contains("main_loop.cs", failure.Atoms);
    }

    [Fact]
    public void LaterSuccessTakesItBack() =>
        Assert.Empty(FailedCall.In(new Talk().Bash("make", "error here", isError: true).Bash("make", "fine").Messages, 4));

    [Theory]
    [InlineData("done\nexit code 0", false)]
    [InlineData("broken\nExit code: 2", true)]
    [InlineData("exited with code 137", true)]
    [InlineData("all well", false)]
    public void AnExitCodeSaysIt(string output, bool failed) => Assert.Equal(failed, FailedCall.Failed(new Talk().Bash("make", output).Messages[1]));
}

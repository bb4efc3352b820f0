using Pith.Budgets.Needs;

namespace Pith.Tests.Budgets.Needs;

public sealed class ConstraintsTests
{
    [Fact]
    public void BindingSentencesAreFound() => Assert.Equal(
        ["You must not push.", "Only version 1.2 counts, don’t upgrade"],
        Constraints.In("Please look. You must not push. Thanks!\n```\nnever in code\n```\nOnly version 1.2 counts, don’t upgrade\nmustard is fine"));

    [Fact]
    public void NeitherScrapsNorPastesBind() => Assert.Empty(Constraints.In("never!\n" + new string('x', 700) + " always"));
}

using Pith.Cli;
using Pith.Cli.Entries;
using Pith.Tokens;

namespace Pith.Tests.Cli;

public sealed class CountingChoiceTests
{
    [Fact]
    public void NothingSetMeansTheDefaults() => Assert.Equal(new CountingOptions(), CountingChoice.Of(_ => null));

    [Fact]
    public void APathAndACacheCanBeAskedFor()
    {
        Assert.Equal(VectorPath.Scalar, CountingChoice.Of(name => name == "PITH_FORCE_SCALAR" ? "1" : null).Path);
        Assert.Equal(0, CountingChoice.Of(name => name == "PITH_PIECE_CACHE" ? "0" : null).CacheBytes);
        Assert.Equal(64 * 1024, CountingChoice.Of(name => name == "PITH_PIECE_CACHE" ? "64" : null).CacheBytes);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("-1")]
    [InlineData("much")]
    [InlineData("1000000000")]
    public void ASizeThatIsNoneIsRefused(string size) =>
        Assert.Contains("PITH_PIECE_CACHE", Assert.Throws<Failure>(() => CountingChoice.Of(name => name == "PITH_PIECE_CACHE" ? size : null)).Message);

    [Fact]
    public void TwoPathsAreRefused() =>
        Assert.Contains("leave one", Assert.Throws<Failure>(() => CountingChoice.Of(name => name is "PITH_FORCE_SCALAR" or "PITH_FORCE_VECTOR128" ? "1" : null)).Message);
}

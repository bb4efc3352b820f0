using FsCheck;
using FsCheck.Fluent;
using Pith.Cli;
using Pith.Cli.Arguments;

namespace Pith.Tests.Cli;

public sealed class SizeArgumentTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("16k", 16_000)]
    [InlineData("64K", 64_000)]
    [InlineData("200_000", 200_000)]
    [InlineData("200,000", 200_000)]
    [InlineData("1.5k", 1_500)]
    [InlineData("0.5k", 500)]
    [InlineData("1m", 1_000_000)]
    [InlineData("2g", 2_000_000_000)]
    [InlineData("64Mi", 67_108_864)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("1kB", 1_000)]
    [InlineData("+5", 5)]
    [InlineData(" 16k ", 16_000)]
    [InlineData("2147483647", int.MaxValue)]
    public void ReadsWhatPeopleWrite(string text, int size)
    {
        Assert.True(SizeArgument.TryParse(text, out var read));
        Assert.Equal(size, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("0k")]
    [InlineData("-5")]
    [InlineData("-0")]
    [InlineData("abc")]
    [InlineData("k")]
    [InlineData("Ki")]
    [InlineData("16kk")]
    [InlineData("16 k")]
    [InlineData("1..5k")]
    [InlineData("1.")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("1.5")]
    [InlineData("1.0005k")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("16ki k")]
    [InlineData("16i")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("١٦")]
    [InlineData("2147483648")]
    [InlineData("3g")]
    [InlineData("99999999999999999999999999999999999")]
    public void RefusesTheRest(string text)
    {
        Assert.False(SizeArgument.TryParse(text, out _));
        var failure = Assert.Throws<Failure>(() => SizeArgument.Of("budget", text, "tokens"));
        Assert.Equal(64, failure.Code);
        Assert.StartsWith("--budget ", failure.Message);
    }

    [Fact]
    public void EveryNumberReadsAsItself() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), n =>
        SizeArgument.TryParse(n.ToString(), out var read) == (n > 0) && (n <= 0 || read == n)).QuickCheckThrowOnFailure();

    [Fact]
    public void NoTextThrows() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        text is null || !SizeArgument.TryParse(text, out var size) || size > 0).QuickCheckThrowOnFailure();
}

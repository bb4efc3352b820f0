using System.IO.Pipelines;
using System.Text;
using Pith.Cli;
using Pith.Cli.Headless;

namespace Pith.Tests.Cli.Headless;

/// <summary>Standard input that somebody holds open.</summary>
public sealed class PipedInputTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50), Long = TimeSpan.FromSeconds(30);

    [Fact]
    public void ASilentPipeIsSaidAndDoneWithout()
    {
        var (input, said) = Of(new Pipe().Reader.AsStream(), Short);
        Assert.Empty(input.Read(isNeeded: false));
        Assert.Contains("nothing came on standard input for 0.1 s", Text(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereNothingElseIsAskedItIsSaidAndWaitedFor()
    {
        var pipe = new Pipe();
        var (input, said) = Of(pipe.Reader.AsStream(), Short);
        var read = Task.Run(() => input.Read(isNeeded: true), TestContext.Current.CancellationToken);
        while (Text(said).Length == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await pipe.Writer.WriteAsync("late"u8.ToArray(), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        Assert.Equal("late"u8.ToArray(), await read);
    }

    [Fact]
    public void ASlowPipeThatHasBegunIsReadToItsEnd()
    {
        var (input, said) = Of(new MemoryStream("whole"u8.ToArray()), Long);
        Assert.Equal("whole"u8.ToArray(), input.Read(isNeeded: false));
        Assert.Empty(Text(said));
    }

    [Fact]
    public void WhatIsTooLongIsRefused() =>
        Assert.Throws<Failure>(() => Of(new MemoryStream(new byte[10_000_001]), Long).Input.Read(isNeeded: false));

    private static string Text(MemoryStream said) => Encoding.UTF8.GetString(said.ToArray());

    private static (PipedInput Input, MemoryStream Said) Of(Stream input, TimeSpan patience)
    {
        var said = new MemoryStream();
        return (new PipedInput(new Surroundings { In = input, Out = Stream.Null, Error = said, Variable = static _ => null }, patience), said);
    }
}

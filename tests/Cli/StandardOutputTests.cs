using System.Diagnostics;
using System.Runtime.InteropServices;
using Pith.Cli;

namespace Pith.Tests.Cli;

/// <summary>The program as a process of its own, with a standard output that takes nothing: what was to be said is lost, and that is said.</summary>
public sealed class StandardOutputTests
{
    [Theory]
    [InlineData("--version >&-", "it is closed")]
    [InlineData("--help >&-", "it is closed")]
    [InlineData("completions bash >&-", "it is closed")]
    [InlineData("--version >/dev/full", "no space left")]
    public async Task WhatCannotBeWrittenIsAnError(string words, string reason)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs sh and /dev/full");
        var (code, said) = await Run(words);
        Assert.Equal(ExitCode.CannotWrite, code);
        Assert.StartsWith("pith: cannot write to standard output: ", said, StringComparison.Ordinal);
        Assert.Contains(reason, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereNothingIsWrittenItMayBeClosed()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs sh");
        var (code, said) = await Run("inspect \"no such file\" >&-");
        Assert.Equal(ExitCode.NoInput, code);
        Assert.DoesNotContain("standard output", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Run(string words)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"exec \"$0\" {words}", Path.Combine(AppContext.BaseDirectory, "pith")]) { RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}

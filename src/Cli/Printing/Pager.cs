using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pith.Cli.Printing;

/// <summary>
/// A program that shows long output page by page, by the rules people know from git: only on a terminal, <c>PAGER</c> or
/// else <c>less</c>, none where that is empty or <c>cat</c>; <c>less</c> leaves short output alone and is told so by LESS=FRX
/// unless LESS is set.
/// </summary>
internal sealed class Pager : WrittenStream
{
    private readonly Process _process;
    private readonly Stream _input;
    private readonly PosixSignalRegistration _interrupt;

    private Pager(Process process)
    {
        (_process, _input) = (process, process.StandardInput.BaseStream);
        // Ctrl-C is for the pager, which stays; it must find somebody to read from until its person leaves it.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
    }

    /// <summary>Starts it; null where the output is for no person, or none is wanted or installed.</summary>
    public static Pager? Start(Surroundings around, bool isWanted)
    {
        if (!isWanted || !around.OutIsTerminal || OperatingSystem.IsWindows() || around.Variable(EnvironmentVariable.NoPager) is { Length: > 0 })
            return null;
        var chosen = around.Variable(EnvironmentVariable.PagerProgram);
        if (chosen is "" or "cat" || chosen is null && !HasLess(around))
            return null;
        var start = new ProcessStartInfo("/bin/sh", ["-c", chosen ?? "less"]) { RedirectStandardInput = true, UseShellExecute = false };
        if (around.Variable("LESS") is null)
            start.Environment["LESS"] = "FRX";
        return Process.Start(start) is { } process ? new Pager(process) : null;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _input.Write(buffer);
        }
        catch (IOException)
        {
            throw new ClosedPipeException(); // its person has seen enough
        }
    }

    /// <summary>Waits until its person has left it.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close(_input);
            _process.WaitForExit();
            _interrupt.Dispose();
            _process.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Close(Stream input)
    {
        try
        {
            input.Dispose();
        }
        catch (IOException)
        {
            // It went before it had all.
        }
    }

    private static bool HasLess(Surroundings around) =>
        (around.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, "less")));
}

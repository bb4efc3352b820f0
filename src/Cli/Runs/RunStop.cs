using System.Runtime.InteropServices;

namespace Pith.Cli.Runs;

/// <summary>
/// Ends a run when the terminal or the system asks: calls are cancelled with all that they started, the log is closed.
/// A second request ends the process at once.
/// </summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    public RunStop()
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _signals.Add(PosixSignalRegistration.Create(signal, Take));
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>The code that the signal stands for.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Interrupted;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _stop.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
            return; // the system's own way
        context.Cancel = true;
        ExitCode = context.Signal switch { PosixSignal.SIGTERM => 143, PosixSignal.SIGHUP => 129, _ => Cli.ExitCode.Interrupted };
        _stop.Cancel();
    }
}

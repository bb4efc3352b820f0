namespace Pith.Cli.Runs;

/// <summary>What interrupts the work at hand; nothing when there is none, or it has just ended.</summary>
internal sealed class RunInterrupt
{
    private readonly Lock _turn = new();
    private CancellationTokenSource? _stop;

    public void Begin(CancellationTokenSource stop)
    {
        lock (_turn)
            _stop = stop;
    }

    public void End()
    {
        lock (_turn)
            _stop = null;
    }

    /// <summary>Interrupts; from any thread, as often as one likes. Does not wait for what the cancellation runs.</summary>
    public void Now()
    {
        lock (_turn)
            _ = _stop?.CancelAsync();
    }
}

namespace Pith.Providers.Wire;

/// <summary>The deadlines of one exchange: a token that ends at the deadline of the phase it is in, or when the caller cancels.</summary>
internal sealed class PhaseClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Deadlines _deadlines;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly long _start;

    public PhaseClock(Deadlines deadlines, TimeProvider time, CancellationToken cancel)
    {
        (_time, _deadlines, _start) = (time, deadlines, time.GetTimestamp());
        _source = new CancellationTokenSource(deadlines.Headers, time);
        _registration = cancel.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What was waited for, as a sentence says it.</summary>
    public string Waited { get; private set; } = "no answer";

    /// <summary>How long.</summary>
    public TimeSpan Limit { get; private set; }

    /// <summary>The headers came.</summary>
    public void Headers() => Enter("nothing of the answer", _deadlines.FirstEvent);

    /// <summary>Bytes came.</summary>
    public void Alive() => Enter("nothing more of the answer", _deadlines.Idle);

    /// <summary>The sentence for a deadline that has passed.</summary>
    public string Sentence() => $"{Waited} came from the provider within {(Limit == default ? _deadlines.Headers : Limit).TotalSeconds:0.###} s";

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    private void Enter(string waited, TimeSpan limit)
    {
        var left = _deadlines.Whole - _time.GetElapsedTime(_start);
        (Waited, Limit) = left < limit ? ("no end of the answer", _deadlines.Whole) : (waited, limit);
        _source.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit);
    }
}

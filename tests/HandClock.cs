namespace Pith.Tests;

/// <summary>A clock whose timers end when a test says so.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<HandTimer> _timers = [];
    private TimeSpan _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, callback, state);
        lock (_lock)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on, and ends what is due.</summary>
    public void Advance(TimeSpan span)
    {
        HandTimer[] due;
        lock (_lock)
        {
            _now += span;
            due = [.. _timers.Where(t => t.Due <= _now)];
            foreach (var timer in due)
                timer.Due = TimeSpan.MaxValue;
        }

        foreach (var timer in due)
            timer.End();
    }

    /// <summary>Waits until a timer of this length runs.</summary>
    public async Task HasAsync(TimeSpan span)
    {
        for (var i = 0; i < 500 && !Has(span); i++)
            await Task.Delay(20);
        Assert.True(Has(span));
    }

    private bool Has(TimeSpan span)
    {
        lock (_lock)
            return _timers.Any(t => t.Due == _now + span);
    }

    private sealed class HandTimer(HandClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; } = TimeSpan.MaxValue;

        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
                Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : clock._now + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

using Pith.Hooks;

namespace Pith.Cli.Runs;

/// <summary>
/// Tells hooks that a person is waited for who has not typed for a while. One timer, set only while somebody waits and a hook
/// would hear of it.
/// </summary>
/// <param name="hooks">Those of the run.</param>
/// <param name="time">Measures the while.</param>
internal sealed class Attention(RunHooks hooks, TimeProvider time)
{
    /// <summary>How long a question and a prompt stand before somebody is told: Claude Code's numbers.</summary>
    public static readonly TimeSpan AfterQuestion = TimeSpan.FromSeconds(6), AfterAnswer = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<Wait> _waits = [];

    /// <summary>A person is asked whether a call may run; until it is disposed.</summary>
    public IDisposable? Asked() => Begin(AfterQuestion, EventScenes.Notified("permission_prompt", "Permission needed", "pith needs your permission"));

    /// <summary>The work is done and a prompt is waited for; until it is disposed.</summary>
    public IDisposable? Idle() => Begin(AfterAnswer, EventScenes.Notified("idle_prompt", "Waiting for you", "pith is waiting for your input"));

    /// <summary>The person has typed: the while begins anew.</summary>
    public void Touch()
    {
        lock (_lock)
            _waits.ForEach(w => w.Begin());
    }

    private Wait? Begin(TimeSpan patience, HookScene scene)
    {
        if (!hooks.Has(HookEvent.Notification))
            return null;
        var wait = new Wait(this, patience, scene);
        lock (_lock)
            _waits.Add(wait);
        wait.Begin();
        return wait;
    }

    private sealed class Wait : IDisposable
    {
        private readonly Attention _attention;
        private readonly ITimer _timer;
        private readonly TimeSpan _patience;
        private bool _isOver;

        public Wait(Attention attention, TimeSpan patience, HookScene scene) =>
            (_attention, _patience, _timer) = (attention, patience, attention.Timer(() => End(scene)));

        public void Begin()
        {
            if (!_isOver)
                _timer.Change(_patience, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (_attention._lock)
                _attention._waits.Remove(this);
            _timer.Dispose();
        }

        // Once; whoever types after that has seen it.
        private void End(HookScene scene)
        {
            lock (_attention._lock)
            {
                if (_isOver || !_attention._waits.Contains(this))
                    return;
                _isOver = true;
            }

            _attention.Fire(scene);
        }
    }

    private ITimer Timer(Action over) => time.CreateTimer(_ => over(), null, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);

    private void Fire(HookScene scene) => hooks.Tell(scene);
}

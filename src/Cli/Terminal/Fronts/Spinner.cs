using System.Diagnostics;
using System.Globalization;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>Shows that work goes on. Its timer runs only while it does: an idle terminal wakes nobody.</summary>
internal sealed class Spinner
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const int EveryMs = 120;

    private Stopwatch _since = new();
    private Timer? _timer;
    private Action _turn = () => { };
    private int _frame;

    public bool IsTurning => _timer is not null;

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Frames[_frame % Frames.Length]} {_since.Elapsed.TotalSeconds:0} s · Esc interrupts");

    /// <summary>Work begins.</summary>
    /// <param name="turn">Called for each turn, from any thread.</param>
    public void Start(Action turn)
    {
        (_turn, _since) = (turn, Stopwatch.StartNew());
        Resume();
    }

    public void Turn() => _frame++;

    /// <summary>Waits for somebody.</summary>
    public void Pause()
    {
        _timer?.Dispose();
        _timer = null;
    }

    public void Resume()
    {
        if (_since.IsRunning)
            _timer ??= new Timer(_ => _turn(), null, EveryMs, EveryMs);
    }

    /// <summary>Work has ended.</summary>
    public void Stop()
    {
        _since.Reset();
        Pause();
    }
}

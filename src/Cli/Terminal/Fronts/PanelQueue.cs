using Pith.Cli.Terminal.Keys;
using Pith.Cli.Terminal.Panels;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>Questions that wait for the person, one behind the other.</summary>
/// <param name="spinner">Rests meanwhile: waiting for a person is being idle.</param>
/// <param name="patience">Keys so soon after a question were not meant for it.</param>
internal sealed class PanelQueue(Spinner spinner, TimeSpan patience)
{
    private readonly Queue<IPanel> _panels = [];
    private long _asked;

    /// <summary>The one that is shown; null where nothing is asked.</summary>
    public IPanel? Current => _panels.TryPeek(out var panel) ? panel : null;

    /// <summary>Asks, behind what is asked already.</summary>
    public void Ask(IPanel panel)
    {
        _panels.Enqueue(panel);
        _asked = Environment.TickCount64;
        spinner.Pause();
    }

    /// <summary>A question that nobody waits for any more.</summary>
    public void Drop(IPanel panel)
    {
        panel.Cancel();
        if (!_panels.Contains(panel))
            return;
        var others = _panels.Where(p => p != panel).ToList();
        _panels.Clear();
        others.ForEach(_panels.Enqueue);
        if (_panels.Count == 0)
            spinner.Resume();
    }

    /// <summary>Nobody will answer: whoever waits is released.</summary>
    public void Cancel()
    {
        foreach (var panel in _panels)
            panel.Cancel();
    }

    /// <summary>A key for the question that is shown.</summary>
    public void Take(Key key, Action interrupt)
    {
        if (Environment.TickCount64 - _asked < patience.TotalMilliseconds)
            return;
        if (key.Name == KeyName.Escape || key.IsControl('c'))
        {
            interrupt();
            return;
        }

        if (!_panels.Peek().Take(key))
            return;
        _panels.Dequeue();
        _asked = Environment.TickCount64;
        if (_panels.Count == 0)
            spinner.Resume();
    }
}

using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Keys;
using Pith.Cli.Texts;
using Pith.Permissions.Settings;

namespace Pith.Cli.Terminal.Fronts;

/// <content>What keys do.</content>
internal sealed partial class Stage
{
    private void Take(Key key)
    {
        _run?.Hooks.Attention.Touch();
        var isSecond = _hasAskedToLeave;
        _hasAskedToLeave = false;
        if (_panels.Current is not null)
        {
            _panels.Take(key, () =>
            {
                TakeBack();
                _interrupt?.Invoke();
            });
            return;
        }

        switch (_prompter.Take(key))
        {
            case PromptEffect.Send:
                var (shown, whole) = _prompter.Take();
                if (_next is null)
                    _queued.Enqueue((shown, whole));
                else
                    Deliver(shown, whole);
                break;
            case PromptEffect.Interrupt:
                Interrupt(isEscape: key.Name == KeyName.Escape, isSecond);
                break;
            case PromptEffect.Leave:
                Leave(0);
                break;
            case PromptEffect.CycleMode:
                CycleMode();
                break;
            case PromptEffect.Suspend:
                Suspend(wholeJob: true);
                break;
            case PromptEffect.Redraw:
                _screen.Wipe();
                break;
        }
    }

    private void Interrupt(bool isEscape, bool isSecond)
    {
        if (_interrupt is not null)
        {
            TakeBack();
            _interrupt();
        }
        else if (!_prompter.IsEmpty && !isEscape)
            _prompter.Clear();
        else if (isSecond && !isEscape)
            Leave(0);
        else
            _hasAskedToLeave = !isEscape && _prompter.IsEmpty;
    }

    /// <summary>What waited for the turn that is interrupted may no longer be meant, but it was written: it stands in the prompt again.</summary>
    private void TakeBack()
    {
        _prompter.PutBack(_queued.Select(q => q.Whole));
        _queued.Clear();
    }

    private void CycleMode()
    {
        if (_run is null)
            return;
        _run.Authority.Mode = Modes[(Array.IndexOf(Modes, _run.Authority.Mode) + 1) % Modes.Length];
        _standing = _standing with { Mode = PermissionModes.All[(int)_run.Authority.Mode] };
    }

    private void Deliver(string shown, string whole)
    {
        _screen.Commit(new Line());
        foreach (var (line, i) in shown.Split('\n').Select((line, i) => (line, i)))
            _screen.Commit(new Line { Hang = 2 }.Add(i == 0 ? "> " : "  ", Style.Of(Paint.Green)).Add(line, Style.Bold));
        _screen.Commit(new Line());
        var next = _next!;
        _next = null;
        next.TrySetResult(whole);
    }
}

using System.Threading.Channels;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>
/// One loop takes actions from one queue, in order, and draws. While nothing happens nothing runs: the loop waits, the keys
/// wait in the kernel, there is no timer.
/// </summary>
/// <param name="stage">What is drawn.</param>
internal sealed class FrameLoop(Stage stage)
{
    private const int MostWaiting = 512, MostInOneFrame = 256, FrameMs = 16;

    private readonly Channel<Action> _actions = Channel.CreateBounded<Action>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Takes no more actions and waits until those there are have been taken; throws what ended the loop.</summary>
    public void End()
    {
        _actions.Writer.TryComplete();
        _loop.GetAwaiter().GetResult();
    }

    /// <summary>Puts an action in the queue where there is room.</summary>
    public void TryPost(Action action) => _actions.Writer.TryWrite(action);

    /// <summary>Puts an action in the queue; waits where it is full. False when nobody looks any more.</summary>
    public bool Post(Action action)
    {
        while (!_actions.Writer.TryWrite(action))
            if (!_actions.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
                return false;
        return true;
    }

    /// <summary>The same for who can wait without a thread.</summary>
    public async ValueTask PostAsync(Action action)
    {
        while (await _actions.Writer.WaitToWriteAsync().ConfigureAwait(false))
            if (_actions.Writer.TryWrite(action))
                return;
    }

    /// <summary>Draws until the end. A terminal that fails ends it too, and leaves nobody waiting; <see cref="End"/> says why.</summary>
    private async Task RunAsync()
    {
        try
        {
            await DrawAsync().ConfigureAwait(false);
        }
        finally
        {
            _actions.Writer.TryComplete();
            try
            {
                while (_actions.Reader.TryRead(out var action))
                    action();
            }
            finally
            {
                // Behind the last action, which may be a question.
                stage.Abandon();
            }
        }
    }

    private async Task DrawAsync()
    {
        var last = 0L;
        while (await _actions.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            TakeWaiting();
            // A flood of small pieces is drawn sixty times a second, not a thousand times.
            if (Environment.TickCount64 - last is var since && since < FrameMs)
            {
                await Task.Delay(FrameMs - (int)since).ConfigureAwait(false);
                TakeWaiting();
            }

            stage.Draw();
            last = Environment.TickCount64;
        }
    }

    private void TakeWaiting()
    {
        for (var i = 0; i < MostInOneFrame && _actions.Reader.TryRead(out var action); i++)
            action();
    }
}

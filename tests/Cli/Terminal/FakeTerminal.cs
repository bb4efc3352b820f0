using System.Text;
using Pith.Cli.Terminal.Devices;
using Pith.Cli.Terminal.Keys;

namespace Pith.Tests.Cli.Terminal;

/// <summary>A terminal of a test's: what is drawn can be looked at, and keys are pressed by it.</summary>
internal sealed class FakeTerminal(int columns, int rows) : ITerminal
{
    private readonly VirtualTerminal _screen = new(columns, rows);
    private readonly KeyDecoder _decoder = new();
    private TerminalEvents? _events;

    public Stream Output => Stream.Synchronized(_screen);

    public (int Columns, int Rows) Size => (_screen.Columns, rows);

    public int Suspensions { get; private set; }

    public bool IsBroken
    {
        set => _screen.IsBroken = value;
    }

    public bool IsDisposed { get; private set; }

    public string Text => _screen.Text;

    public string[] Shown => [.. _screen.Shown];

    public int Writes => _screen.Writes;

    public string Signals => _screen.Signals;

    public void Start(TerminalEvents events) => _events = events;

    public void Press(string keys)
    {
        if (_decoder.Take(Encoding.UTF8.GetBytes(keys)) is { Count: > 0 } whole)
            _events!.Keys(whole);
        if (_decoder.IsWaiting)
            _events!.Keys(_decoder.Flush());
    }

    public void Hang(int code) => _events!.Ended(code);

    public void Resize(int width)
    {
        _screen.Resize(width);
        _events!.Resized();
    }

    public void Suspend(bool wholeJob) => Suspensions++;

    public void Retake()
    {
    }

    public void Dispose() => IsDisposed = true;

    /// <summary>Waits until words can be seen, anywhere or in the scrollback.</summary>
    public async Task SeesAsync(string words)
    {
        var seen = Seen();
        for (var i = 0; i < 500 && !seen.Contains(words, StringComparison.Ordinal); i++)
        {
            await Task.Delay(20);
            seen = Seen();
        }

        Assert.Contains(words, seen, StringComparison.Ordinal); // the very look that ended the wait: the next may fall into a redraw
    }

    private string Seen()
    {
        try
        {
            return Text;
        }
        catch (InvalidOperationException)
        {
            return ""; // drawn upon just now
        }
    }
}

using System.Text;

namespace Pith.Cli.Printing;

/// <summary>One line on a terminal's standard error that says how far long work is; silent for short work and for pipes.</summary>
internal sealed class Progress : IDisposable
{
    private const int FirstAfterMs = 400, EveryMs = 100;

    private readonly Surroundings _around;
    private readonly string _what;
    private readonly long _total;
    private readonly Lock _turn = new();
    private long _next;
    private bool _shown;

    /// <param name="around">Where to say it.</param>
    /// <param name="what">What is being done, such as "counting x".</param>
    /// <param name="total">Bytes there are; 0 where unknown.</param>
    public Progress(Surroundings around, string what, long total)
    {
        (_around, _what, _total) = (around, what, total);
        _next = around.ErrorIsTerminal ? Environment.TickCount64 + FirstAfterMs : long.MaxValue;
    }

    /// <summary>So many bytes are done.</summary>
    public void Report(long done)
    {
        if (_next == long.MaxValue || Environment.TickCount64 < _next)
            return;
        var share = _total > 0 && done <= _total ? $", {100 * done / _total} %" : "";
        Say($"{done / 1_000_000.0:N1} MB{share}");
    }

    /// <summary>So many parts of so many are done; from any thread.</summary>
    public void Report(int done, int parts)
    {
        lock (_turn)
            if (_next != long.MaxValue && Environment.TickCount64 >= _next)
                Say($"{100 * done / parts} %");
    }

    private void Say(string far)
    {
        _next = Environment.TickCount64 + EveryMs;
        _shown = true;
        _around.Error.Write(Encoding.UTF8.GetBytes($"\r\e[2K{_what}: {far}"));
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_shown)
            _around.Error.Write("\r\e[2K"u8);
    }
}

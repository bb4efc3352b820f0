namespace Pith.Cli.Terminal.Devices;

/// <summary>
/// The terminal as a conversation needs it, and as it was before. It is given back on every way out: at the end, on a fault,
/// on a signal, while stopped.
/// </summary>
internal sealed class RawMode : IDisposable
{
    private const string PasteOn = "\e[?2004h", PasteOff = "\e[?2004l", KeysOn = "\e[>1u", KeysOff = "\e[<u", Tame = "\e[?2026l\e[?7h\e[?25h\e[0m";

    private readonly Stream _output;
    private readonly bool _tellsKeys;
    private readonly byte[] _before, _raw;
    private bool _isOn;

    /// <param name="output">The terminal.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="tellsKeys">Whether it can tell Shift-Enter from Enter when asked.</param>
    public RawMode(Stream output, byte[] settings, bool tellsKeys)
    {
        (_output, _before, _raw, _tellsKeys) = (output, settings, Tty.Raw(settings), tellsKeys);
        AppDomain.CurrentDomain.ProcessExit += Leave;
        AppDomain.CurrentDomain.UnhandledException += Leave;
        Enter();
    }

    /// <summary>What gives the terminal back.</summary>
    public static string Reset(bool tellsKeys) => Tame + (tellsKeys ? KeysOff : "") + PasteOff;

    /// <summary>Takes the terminal, at first or again after a stop.</summary>
    public void Enter()
    {
        Tty.Set(_raw);
        Write(PasteOn + (_tellsKeys ? KeysOn : ""));
        _isOn = true;
    }

    /// <summary>Gives it back. May be called twice, and from any thread.</summary>
    public void Leave()
    {
        if (!_isOn)
            return;
        _isOn = false;
        Write(Reset(_tellsKeys));
        Tty.Set(_before);
    }

    public void Dispose()
    {
        Leave();
        AppDomain.CurrentDomain.ProcessExit -= Leave;
        AppDomain.CurrentDomain.UnhandledException -= Leave;
    }

    private void Leave(object? sender, EventArgs end) => Leave();

    private void Write(string sequence)
    {
        try
        {
            _output.Write(System.Text.Encoding.ASCII.GetBytes(sequence));
        }
        catch (Exception problem) when (problem is IOException or Failure)
        {
            // A terminal that is gone needs nothing back.
        }
    }
}

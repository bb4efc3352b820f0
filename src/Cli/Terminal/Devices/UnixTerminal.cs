using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Pith.Cli.Terminal.Keys;

namespace Pith.Cli.Terminal.Devices;

/// <summary>The terminal that the process stands in: raw mode, a thread that waits for keys, and signals.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixTerminal : ITerminal
{
    private const int BufferSize = 64 << 10, EscapeMs = 25, Terminated = 143, HungUp = 129;

    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly byte[] _settings;
    private readonly bool _tellsKeys;
    private readonly TerminalGuard? _guard;
    private RawMode? _mode;

    /// <param name="output">Standard output.</param>
    /// <param name="settings">The terminal's settings as they were.</param>
    /// <param name="tellsKeys">Whether it can tell Shift-Enter from Enter when asked.</param>
    public UnixTerminal(Stream output, byte[] settings, bool tellsKeys)
    {
        (Output, _settings, _tellsKeys) = (output, settings, tellsKeys);
        if (OperatingSystem.IsLinux())
            _guard = TerminalGuard.TryStart(RawMode.Reset(tellsKeys));
    }

    public Stream Output { get; }

    public (int Columns, int Rows) Size => Tty.Size();

    public void Start(TerminalEvents events)
    {
        if (OperatingSystem.IsLinux())
            _guard?.AwaitReady();
        _mode = new RawMode(Output, _settings, _tellsKeys);
        if (OperatingSystem.IsLinux())
            _guard?.Raw();
        new Thread(() => Read(events)) { IsBackground = true, Name = "keys" }.Start();
        On(PosixSignal.SIGWINCH, events.Resized);
        On(PosixSignal.SIGCONT, events.Resumed);
        On(PosixSignal.SIGTSTP, events.Stopping);
        On(PosixSignal.SIGINT, () => events.Keys([new Key(KeyName.Control, "c")]));
        On(PosixSignal.SIGTERM, () => events.Ended(Terminated));
        On(PosixSignal.SIGHUP, () => events.Ended(HungUp));
    }

    public void Suspend(bool wholeJob)
    {
        _mode?.Leave();
        Tty.Stop(wholeJob);
        _mode?.Enter();
    }

    public void Retake() => _mode?.Enter();

    public void Dispose()
    {
        _mode?.Dispose();
        if (OperatingSystem.IsLinux())
            _guard?.Dispose();
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private void On(PosixSignal signal, Action happened) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        happened();
    }));

    private static void Read(TerminalEvents events)
    {
        var decoder = new KeyDecoder();
        var buffer = new byte[BufferSize];
        while (true)
        {
            // Only an escape that may be a key by itself is waited for with a clock.
            if (!Tty.Wait(decoder.IsWaiting ? EscapeMs : -1))
            {
                events.Keys(decoder.Flush());
                continue;
            }

            var count = Tty.Read(buffer);
            if (count == 0)
            {
                events.Ended(HungUp);
                return;
            }

            if (decoder.Take(buffer.AsSpan(0, count)) is { Count: > 0 } keys)
                events.Keys(keys);
        }
    }
}

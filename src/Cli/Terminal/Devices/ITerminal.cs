namespace Pith.Cli.Terminal.Devices;

/// <summary>A terminal that can be drawn on and read key by key: the process's own, or one of a test's.</summary>
internal interface ITerminal : IDisposable
{
    /// <summary>Where to draw.</summary>
    Stream Output { get; }

    /// <summary>Columns and rows, as they are now.</summary>
    (int Columns, int Rows) Size { get; }

    /// <summary>Takes the terminal and begins to listen.</summary>
    void Start(TerminalEvents events);

    /// <summary>Gives it back and stops the process; takes it again when the process goes on.</summary>
    /// <param name="wholeJob">Whether whoever runs with it stops too, as by a key, or the process alone, as by a signal.</param>
    void Suspend(bool wholeJob);

    /// <summary>Takes it again after somebody else had it.</summary>
    void Retake();
}

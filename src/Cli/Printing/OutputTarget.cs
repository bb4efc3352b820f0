using Pith.Cli.Commands;

namespace Pith.Cli.Printing;

/// <summary>Where the product of a command goes: <c>-o FILE</c>, or standard output.</summary>
internal sealed class OutputTarget(Invocation invocation) : WrittenStream
{
    private readonly AtomicFile? _file = invocation.Word(Flags.Output) is { } path and not "-" ? new AtomicFile(path) : null;

    /// <summary>Whether the product goes to standard output, so that a report must not.</summary>
    public bool IsStandardOutput => _file is null;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_file is null)
            invocation.Around.Out.Write(buffer);
        else
            _file.Write(buffer);
    }

    /// <summary>Makes it final; without this a file does not appear.</summary>
    public void Commit() => _file?.Commit();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file?.Dispose();
        base.Dispose(disposing);
    }
}

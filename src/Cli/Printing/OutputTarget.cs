using Pith.Cli.Commands;

namespace Pith.Cli.Printing;

/// <summary>Where the product of a command goes: <c>-o FILE</c>, or standard output.</summary>
internal sealed class OutputTarget(Invocation invocation) : Stream
{
    private readonly AtomicFile? _file = invocation.Word(Flags.Output) is { } path and not "-" ? new AtomicFile(path) : null;

    /// <summary>Whether the product goes to standard output, so that a report must not.</summary>
    public bool IsStandardOutput => _file is null;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_file is null)
            invocation.Around.Out.Write(buffer);
        else
            _file.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Makes it final; without this a file does not appear.</summary>
    public void Commit() => _file?.Commit();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file?.Dispose();
        base.Dispose(disposing);
    }
}

using Pith.Text;

namespace Pith.Sessions;

/// <summary>The first bytes of a stream and no more, whatever is written behind them meanwhile.</summary>
internal sealed class FirstBytesStream(Stream whole, long length) : ForwardStream
{
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            whole.Dispose();
        base.Dispose(disposing);
    }
}

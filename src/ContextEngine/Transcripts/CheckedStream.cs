using Pith.Text;

namespace Pith.Transcripts;

/// <summary>A decompressing stream that says which file is broken, and where, when it is.</summary>
internal sealed class CheckedStream(Stream inner, string name, string format, GzipTail? tail = null) : ForwardStream
{
    private long _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = inner.Read(buffer);
            _position += read;
            if (read == 0 && !buffer.IsEmpty && tail is not null && !tail.Ends(_position))
                throw new EndOfStreamException();
            return read;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            throw new UnreadableTranscriptException(
                $"{name}: the {format} data is broken or cut off after {_position} decompressed bytes; fetch the file again, or decompress what is left by hand", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

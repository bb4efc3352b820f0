using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>
/// The content of a blob: seekable by byte and by line, one frame (256 KB) in memory, a seek decompresses one frame
/// only. Every frame is checked before and after decoding; when all were read in order the SHA-256 is checked before
/// the last is handed out. Reading throws <see cref="DamagedBlobException"/>. Not thread-safe; open one per thread.
/// </summary>
public sealed partial class BlobStream : Stream
{
    private readonly FrameReader frames;
    private readonly Action<DamagedBlobException>? onDamage;
    private readonly bool leaveOpen;
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BlobHash hash;
    private readonly long start;
    private readonly int first;
    private readonly int count;
    private int hashed;
    private bool touched;
    private long position;

    /// <summary>A window on the frames of a file: all of a blob, or one member of a pack.</summary>
    internal BlobStream(FrameReader frames, BlobHash hash, long start, long length, Action<DamagedBlobException>? onDamage = null, bool leaveOpen = false)
    {
        this.frames = frames;
        this.hash = hash;
        this.start = start;
        this.onDamage = onDamage;
        this.leaveOpen = leaveOpen;
        Length = length;
        first = frames.FrameAt(start);
        count = frames.FrameAt(Math.Max(start, start + length - 1)) - first + 1;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Bytes of the content.</summary>
    public override long Length { get; }

    /// <summary>The file that is read.</summary>
    internal string Path => frames.Path;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        // Even an empty blob is decoded once: it may be a damaged full one.
        if (buffer.IsEmpty || (position >= Length && touched))
            return 0;
        var content = Load(FrameHere, out var at);
        content = content[(int)Math.Min(position - at, content.Length)..];
        content = content[..Math.Min(content.Length, buffer.Length)];
        content.CopyTo(buffer);
        position += content.Length;
        return content.Length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Copies from <see cref="Position"/> to the end, frame by frame.</summary>
    public override void CopyTo(Stream destination, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(destination);
        do
        {
            var content = Load(FrameHere, out var at);
            content = content[(int)Math.Min(position - at, content.Length)..];
            destination.Write(content);
            position += content.Length;
        }
        while (position < Length);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!leaveOpen)
            frames.Dispose();
        sha.Dispose();
        base.Dispose(disposing);
    }

    private int FrameHere => frames.FrameAt(start + Math.Min(position, Math.Max(Length - 1, 0))) - first;
}

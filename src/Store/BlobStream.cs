using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>
/// The content of a blob: seekable by byte and by line, one frame (256 KB) in memory, a seek decompresses one frame
/// only. Every frame is checked before and after decoding; when all were read in order the SHA-256 is checked before
/// the last is handed out. Reading throws <see cref="DamagedBlobException"/>. Not thread-safe; open one per thread.
/// </summary>
public sealed class BlobStream : Stream
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

    /// <summary>Where the next read starts; may lie beyond the end.</summary>
    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    /// <summary>The file that is read.</summary>
    internal string Path => frames.Path;

    /// <summary>
    /// Moves to the start of a line, counted from 1 (a line ends behind its newline). Costs one frame where the blob
    /// has a table of lines (all that are larger than a frame have one), else the frames before the line.
    /// </summary>
    /// <returns>False, at the end, when there are fewer lines.</returns>
    public bool SeekLine(long line)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(line);
        var ahead = line - 1;
        for (var i = 0; i < count; i++)
        {
            if (frames.HasLines && ahead > frames.LinesIn(i))
            {
                ahead -= frames.LinesIn(i);
                continue;
            }

            var content = Load(i, out var at);
            for (var from = 0; from < content.Length || ahead == 0;)
            {
                if (ahead == 0)
                {
                    position = at + from;
                    return position < Length;
                }

                var feed = content[from..].IndexOf((byte)'\n');
                if (feed < 0)
                    break;
                from += feed + 1;
                ahead--;
            }
        }

        position = Length;
        return false;
    }

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

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };

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

    /// <summary>Checks the stored bytes against their checksums without decompressing them: as fast as the disk.</summary>
    internal void CheckStored() => frames.CheckStored(start, Length);

    /// <summary>Reads everything, so that every check there is has been made.</summary>
    internal void CheckAll()
    {
        for (var i = 0; i < count; i++)
            Load(i, out _);
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

    // The part of a frame that is ours, and where it starts in the content.
    private ReadOnlySpan<byte> Load(int frame, out long at)
    {
        try
        {
            var from = (long)(first + frame) * BlobTrailer.FrameSize;
            var content = frames.Load(first + frame);
            at = Math.Max(from - start, 0);
            content = content[(int)(start + at - from)..];
            content = content[..(int)Math.Min(content.Length, Length - at)];
            if (frame == hashed)
                Hash(content);
            touched = true;
            return content;
        }
        catch (DamagedBlobException damage)
        {
            onDamage?.Invoke(damage);
            throw;
        }
    }

    private void Hash(ReadOnlySpan<byte> content)
    {
        sha.AppendData(content);
        if (++hashed < count)
            return;
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        sha.GetHashAndReset(digest);
        if (new BlobHash(digest) != hash)
            throw new DamagedBlobException(frames.Path, "does not hold the content it is named after");
    }
}

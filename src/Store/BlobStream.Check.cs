namespace Pith.Store;

public sealed partial class BlobStream
{
    /// <summary>Checks the stored bytes against their checksums without decompressing them: as fast as the disk.</summary>
    internal void CheckStored() => frames.CheckStored(start, Length);

    /// <summary>Reads everything, so that every check there is has been made.</summary>
    internal void CheckAll()
    {
        for (var i = 0; i < count; i++)
            Load(i, out _);
    }

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

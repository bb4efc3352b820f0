using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>The last bytes of a stream of any length, in a file under <c>tmp/</c> that never grows beyond its capacity.</summary>
internal sealed class TailRing(Disk disk, string folder, long capacity) : IDisposable
{
    private FileStream? file;
    private long written;

    /// <summary>Bytes that no longer are in the ring.</summary>
    public long Lost => Math.Max(0, written - capacity);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        file ??= disk.CreateFile(Path.Combine(folder, RandomNumberGenerator.GetHexString(32, lowercase: true)));
        while (!bytes.IsEmpty)
        {
            var at = written % capacity;
            var part = bytes[..(int)Math.Min(bytes.Length, capacity - at)];
            file.Position = at;
            disk.Write(file, part);
            written += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Copies what is left, oldest first, but for the first <paramref name="skip"/> bytes.</summary>
    public void CopyTo(BlobSpool spool, long skip)
    {
        for (var at = Lost + skip; at < written;)
        {
            var room = spool.Free[..(int)Math.Min(spool.Free.Length, Math.Min(capacity - (at % capacity), written - at))];
            var read = Read(room, at);
            spool.Advance(read);
            at += read;
        }
    }

    /// <summary>Reads from the oldest byte on, without going round the end of the file.</summary>
    public int Peek(Span<byte> buffer) => written == Lost ? 0 : Read(buffer[..(int)Math.Min(buffer.Length, Math.Min(capacity - (Lost % capacity), written - Lost))], Lost);

    public void Dispose()
    {
        if (file is null)
            return;
        file.Dispose();
        disk.TryDelete(file.Name);
    }

    private int Read(Span<byte> buffer, long at)
    {
        try
        {
            var read = RandomAccess.Read(file!.SafeFileHandle, buffer, at % capacity);
            return read > 0 ? read : throw new DamagedBlobException(file.Name, "lost bytes while it was being written");
        }
        catch (IOException error) when (error is not StoreException)
        {
            throw StoreException.From("read", file!.Name, error);
        }
    }
}

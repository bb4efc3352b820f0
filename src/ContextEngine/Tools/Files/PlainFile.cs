namespace Pith.Tools.Files;

/// <summary>
/// Reads what people write for programs: settings, instructions, definitions. Only regular files, and none without bound: a
/// folder of others may hold a pipe, which never ends, or a link to a device.
/// </summary>
public static class PlainFile
{
    /// <summary>Bytes of the largest file that is read unless said otherwise.</summary>
    public const int Largest = 4 << 20;

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <exception cref="IOException">It is no regular file, is larger, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path, int largest = Largest)
    {
        if (FileStamp.Of(path) is { IsRegular: false } && !Directory.Exists(path))
            throw new IOException("it is no regular file");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length > largest)
            throw new IOException(FormattableString.Invariant($"it has {file.Length:N0} bytes, more than {largest:N0}"));
        // It may have grown since it was measured.
        var bytes = new byte[(int)Math.Min(file.Length, largest) + 1];
        var length = 0;
        while (file.Read(bytes, length, bytes.Length - length) is > 0 and var read)
        {
            length += read;
            if (length > largest)
                throw new IOException(FormattableString.Invariant($"it has more than {largest:N0} bytes"));
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * length, (long)largest + 1));
        }

        return bytes[..length];
    }
}

namespace Pith.Store;

/// <summary>One pack as a lookup sees it: a file and its index. The file is opened for each read, so a pack may go away meanwhile.</summary>
/// <param name="File">Full path.</param>
/// <param name="Index">Its members.</param>
internal sealed record Pack(string File, PackIndex Index)
{
    public const string Extension = ".pack";

    /// <summary>Reads the index; null when the file is gone. Throws <see cref="DamagedBlobException"/>.</summary>
    public static Pack? Open(string file)
    {
        using var frames = FrameReader.Open(file);
        return frames is null ? null : new Pack(file, IndexOf(frames));
    }

    /// <summary>As <see cref="Open"/>, but null also when the index is damaged.</summary>
    public static Pack? TryOpen(string file)
    {
        try
        {
            return Open(file);
        }
        catch (DamagedBlobException)
        {
            return null;
        }
    }

    /// <summary>The index in an open file.</summary>
    public static PackIndex IndexOf(FrameReader frames) =>
        new(frames.Members ?? throw new DamagedBlobException(frames.Path, "is a pack without an index"), frames.RawLength, frames.Path);
}

namespace Pith.Tools.Sandboxes;

/// <summary>What a folder held when it was listed. No record: what those can besides is a kilobyte of the program.</summary>
/// <param name="changed">When it last changed.</param>
/// <param name="inode">Its number.</param>
internal abstract class StampedFolder(long changed, ulong inode)
{
    /// <summary>When it last changed.</summary>
    public long Changed => changed;

    /// <summary>Its number.</summary>
    public ulong Inode => inode;

    /// <summary>Whether some of it could not be seen; then it is listed anew each time.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Whether the stamp tells of every change since: it was old when it was taken.</summary>
    public bool IsSettled { get; set; }
}

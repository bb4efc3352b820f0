using System.Text;

namespace Pith.Tools.Sandboxes;

/// <summary>A setting of an agent or an editor below a folder of work, as it stood at a moment: a file, a link, or a folder with all that is in it.</summary>
/// <param name="path">Where.</param>
/// <param name="above">The number of the folder that it lies in, by which it is known when that is moved.</param>
internal sealed class NestedSetting(string path, ulong above)
{
    private readonly StringBuilder stamps = new();

    /// <summary>Where it stands.</summary>
    public string Path => path;

    /// <summary>The number of the folder that it lies in.</summary>
    public ulong Above => above;

    /// <summary>When what is in it last changed.</summary>
    public long Changed { get; private set; }

    /// <summary>Files and folders that were looked at.</summary>
    public int Parts { get; set; }

    /// <summary>Whether all of it was looked at.</summary>
    public bool IsWhole { get; set; } = true;

    /// <summary>What it holds, where that was read; null of what is more than can be kept.</summary>
    public GuardedEntry? Content { get; set; }

    /// <summary>Whether equal stamps mean that it holds what it held: no change of it was young when it was read.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Takes the stamp of a part. Names need none: who gives another changes the stamp of the folder.</summary>
    public void Add(long changed, ulong inode)
    {
        for (var shift = 0; shift < 64; shift += 16)
            stamps.Append((char)(ushort)(changed >> shift)).Append((char)(ushort)(inode >> shift));
        Changed = Math.Max(Changed, changed);
    }

    /// <summary>Whether all stamps are the same: then nothing in it was changed, for nobody can set the time of a change.</summary>
    public bool HasStampsOf(NestedSetting other) => IsWhole && other.IsWhole && stamps.ToString() == other.stamps.ToString();
}

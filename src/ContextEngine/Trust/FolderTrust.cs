namespace Pith.Trust;

/// <summary>
/// Whether what lies in a folder may take effect, settled once for a run. The file that names servers and instruction files are held to
/// <see cref="Covers"/> when they are read; settings, with their hooks, are read right after it was settled, and count where the folder <see cref="IsTrusted"/>.
/// </summary>
/// <param name="how">By what.</param>
/// <param name="record">What was trusted; null where nothing is written down.</param>
/// <param name="changes">What has changed since.</param>
public sealed class FolderTrust(TrustBasis how, TrustRecord? record, IReadOnlyList<TrustChange> changes)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>By what the folder is trusted, or that it is not.</summary>
    public TrustBasis Basis => how;

    /// <summary>What was trusted; null where nothing is written down.</summary>
    public TrustRecord? Record => record;

    /// <summary>What has changed since it was trusted.</summary>
    public IReadOnlyList<TrustChange> Changes => changes;

    /// <summary>Whether what lies in the folder may take effect.</summary>
    public bool IsTrusted => how is not (TrustBasis.None or TrustBasis.Changed);

    /// <summary>
    /// Whether a file of the folder is trusted as it stands. Where files were written down it must be one of them and unchanged;
    /// what was so once counts for the rest of the run, in which the agent itself may change it.
    /// </summary>
    /// <param name="path">Its full path.</param>
    public bool Covers(string path)
    {
        if (!IsTrusted)
            return false;
        if (how != TrustBasis.Recorded || _taken.Contains(path))
            return true;
        return record!.Files.FirstOrDefault(f => f.Path == path) is { } known && TrustedFile.Of(path)?.Digest == known.Digest && _taken.Add(path);
    }
}

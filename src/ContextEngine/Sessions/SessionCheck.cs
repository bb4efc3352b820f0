using Pith.Store;

namespace Pith.Sessions;

/// <summary>What a look at all of a session found: every record, every log it was forked from, every content in the store.</summary>
/// <param name="Records">Good records.</param>
/// <param name="Logs">Logs it is read from.</param>
/// <param name="Blobs">Contents it refers to.</param>
/// <param name="Problems">One sentence for each thing that is wrong; empty where all is whole.</param>
public sealed record SessionCheck(long Records, int Logs, long Blobs, IReadOnlyList<string> Problems)
{
    /// <summary>Checks a session. Reads everything, changes nothing.</summary>
    /// <param name="path">The first file of its log.</param>
    /// <param name="blobs">Where large contents are.</param>
    public static SessionCheck Of(string path, BlobStore blobs)
    {
        var look = new SessionLook(blobs);
        var chain = SessionChain.Of(path);
        for (var i = 0; i < chain.Count; i++)
            look.At(chain[i], i + 1 < chain.Count ? ParentReference.Of(chain[i + 1].Path) : null);
        return new SessionCheck(look.Records, chain.Count, look.Blobs, look.Problems);
    }
}

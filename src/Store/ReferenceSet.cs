namespace Pith.Store;

/// <summary>What is referred to, by the beginnings of hashes. Memory: about 20 bytes a reference.</summary>
internal sealed class ReferenceSet
{
    private readonly HashSet<ulong> whole = [];
    private readonly HashSet<(ulong Prefix, int Digits)> cut = [];

    public int Count => whole.Count + cut.Count;

    /// <summary>Adds all that some bytes refer to.</summary>
    public void AddAll(Stream content) => ReferenceScanner.Scan(content, (prefix, digits, _) => Add(prefix, digits));

    /// <summary>Whether anything may mean this blob.</summary>
    public bool Contains(BlobHash hash)
    {
        if (whole.Contains(hash.Prefix))
            return true;
        foreach (var (prefix, digits) in cut)
            if ((hash.Prefix ^ prefix) >> (4 * (ReferenceScanner.Digits - digits)) == 0)
                return true;
        return false;
    }

    private void Add(ulong prefix, int digits)
    {
        if (digits == ReferenceScanner.Digits)
            whole.Add(prefix);
        else
            cut.Add((prefix, digits));
    }
}

namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>
    /// Who refers to these blobs, in the sessions of the store and in other files: reads all of them. A file that cannot
    /// be read throws <see cref="StoreException"/>.
    /// </summary>
    /// <param name="blobs">The blobs that are asked about.</param>
    /// <param name="alsoFrom">Files and folders besides the sessions; each must exist.</param>
    /// <param name="most">References to report for each blob; more are left out.</param>
    public IReadOnlyDictionary<BlobHash, IReadOnlyList<BlobReference>> ReferencesTo(IReadOnlyCollection<BlobHash> blobs, IReadOnlyList<string> alsoFrom, int most)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        var found = blobs.Distinct().ToDictionary(b => b, _ => new List<BlobReference>());
        if (found.Count > 0)
            foreach (var file in RootFiles.Below([layout.Sessions], alsoFrom))
            {
                using var content = RootFiles.Open(file);
                ReferenceScanner.Scan(content, (prefix, digits, line) =>
                {
                    foreach (var (hash, places) in found)
                        if ((hash.Prefix ^ prefix) >> (4 * (ReferenceScanner.Digits - digits)) == 0
                            && places.Count < most && (places.Count == 0 || places[^1] != new BlobReference(file, line)))
                            places.Add(new BlobReference(file, line));
                });
            }

        return found.ToDictionary(f => f.Key, f => (IReadOnlyList<BlobReference>)f.Value);
    }
}

using System.Collections.Concurrent;
using Pith.Store;

namespace Pith.Tools.Files;

/// <summary>What an agent has seen of the files it works on, so that it never writes over what it has not seen. One for each conversation; sub-agents have their own.</summary>
public sealed class SeenFiles
{
    private readonly ConcurrentDictionary<string, SeenFile> files = new(StringComparer.Ordinal);

    internal void Note(string real, FileStamp stamp, BlobHash? hash) => files[real] = new SeenFile(stamp, hash);

    internal void Forget(string real) => files.TryRemove(real, out _);

    /// <summary>Whether these bytes are what was seen last; null when the file was never seen.</summary>
    internal bool? IsAsSeen(string real, FileStamp stamp, ReadOnlySpan<byte> content) =>
        !files.TryGetValue(real, out var seen) ? null
        : seen.Hash is { } hash ? seen.Stamp.Length == content.Length && hash == BlobHash.Of(content)
        : seen.Stamp == stamp;
}

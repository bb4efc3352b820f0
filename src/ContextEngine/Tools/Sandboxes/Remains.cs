using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// What commands of a session left that could not be put back. The next command takes it for what was there before; so it is said after
/// each, until it is gone or somebody has changed it.
/// </summary>
internal sealed class Remains
{
    // What is larger is known by its beginning.
    private const int Most = 2000;

    private readonly Lock oneAtATime = new();
    private readonly Dictionary<string, (long Mark, string Sentence)> known = new(StringComparer.Ordinal);

    /// <summary>What a command changed, and what earlier ones left.</summary>
    public IReadOnlyList<string> With(Changes changed)
    {
        lock (oneAtATime)
        {
            var all = changed.Sentences.ToList();
            foreach (var (path, (mark, sentence)) in known.ToArray())
                if (MarkOf(path) != mark)
                    known.Remove(path);
                else if (!changed.Left.ContainsKey(path))
                    all.Add($"an earlier command left this: {sentence}");
            foreach (var (path, sentence) in changed.Left)
                known[path] = (MarkOf(path), sentence);
            return all;
        }
    }

    // Of what nobody may look at there is none, and that is the same for as long as it is so.
    private static long MarkOf(string path)
    {
        var mark = OfOne(path);
        try
        {
            if (GuardedLinks.IsOwnFolder(path))
                foreach (var below in Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Take(Most))
                    mark = unchecked((mark * 31) + OfOne(below));
        }
        catch (Exception shut) when (shut is IOException or UnauthorizedAccessException)
        {
            // Then its own is all there is.
        }

        return mark;
    }

    private static long OfOne(string path) => FileStamp.OfFolder(path) is var (changed, inode) ? unchecked((changed * 31) + (long)inode) : 0;
}

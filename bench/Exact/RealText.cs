namespace Pith.Bench.Exact;

/// <summary>Real text for the generator: the sample session and, where it is there, the shared corpus.</summary>
internal static class RealText
{
    private static readonly string[] Folders = ["samples", "../shared/corpus"];

    private const long Most = 48_000_000;

    /// <summary>The files in the order of their names, the empty ones left out.</summary>
    public static IReadOnlyList<byte[]> Load()
    {
        var files = new List<byte[]>();
        var length = 0L;
        foreach (var folder in Folders.Where(Directory.Exists))
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (new FileInfo(file).Length is > 0 and var size && length + size < Most)
                {
                    files.Add(File.ReadAllBytes(file));
                    length += size;
                }

        return files;
    }
}

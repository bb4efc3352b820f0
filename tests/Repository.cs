using System.Runtime.CompilerServices;

namespace Pith.Tests;

/// <summary>Where things lie on disk. <c>../shared</c> may be absent; tests that need it skip and say so.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>Every transcript of the shared corpus, or nothing when it is absent.</summary>
    public static IEnumerable<string> Corpus(params string[] extensions) =>
        !Directory.Exists(Path.Combine(Shared, "corpus"))
            ? []
            : Directory.EnumerateFiles(Path.Combine(Shared, "corpus"), "*", SearchOption.AllDirectories)
                .Where(f => extensions.Contains(Path.GetExtension(f)) && Path.GetFileName(f) != "index.jsonl")
                .Order(StringComparer.Ordinal);

    /// <summary>Skips the running test, with a message, when the shared folder is not there.</summary>
    public static string Suite(params string[] path)
    {
        var full = Path.Combine([Shared, .. path]);
        Assert.SkipUnless(Path.Exists(full), $"needs {full}, which this clone does not have");
        return full;
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}

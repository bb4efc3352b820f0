using System.Runtime.CompilerServices;

namespace Pith.Bench.Tokens;

/// <summary>The classes of text that bench/Tokens/texts.py makes.</summary>
internal static class TextClass
{
    /// <summary>What speaks for our use first, the mix of all last.</summary>
    public static readonly string[] Names =
        ["transcripts", "prose_en", "code_cs", "code_c", "code_rs_ts", "docs_md", "multilingual", "docs_zh", "json", "logs", "mix10"];

    // From where this file was compiled: BenchmarkDotNet runs in a folder of its own.
    private static string Folder { get; } = FindFolder();

    /// <summary>The classes that could be made on this machine.</summary>
    public static IEnumerable<string> Present => Names.Where(name => File.Exists(PathOf(name)));

    /// <exception cref="FileNotFoundException">It has not been made.</exception>
    public static Text Load(string name) =>
        File.Exists(PathOf(name)) ? new(name, File.ReadAllBytes(PathOf(name))) : throw new FileNotFoundException($"{PathOf(name)} is missing; run bench/Tokens/texts.py");

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.txt");

    private static string FindFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "artifacts", "bench", "texts"));
}

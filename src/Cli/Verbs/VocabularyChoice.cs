using Pith.Cli.Commands;
using Pith.Tokens;
using Pith.Vocabularies;

namespace Pith.Cli.Verbs;

/// <summary>The vocabulary that <c>--vocab</c> names.</summary>
internal static class VocabularyChoice
{
    public static TokenMeter Of(Invocation invocation, string path)
    {
        foreach (var other in (ReadOnlySpan<Flag>)[Flags.Encoding, Flags.Model])
            if (invocation.Has(other))
                throw Failure.Usage($"--vocab and --{other.Name} both say how to count; give one of them");
        if (path == InputFile.StandardInput)
            throw Failure.Usage("--vocab needs a file; standard input is for what is counted");
        var options = new VocabularyOptions(Name(path))
        {
            CacheFolder = CacheFolder(invocation.Around),
            Pattern = invocation.Word(Flags.Pattern) is { } pattern ? PatternName.Parse(pattern) : SplitPattern.None,
        };
        using var file = InputFile.OpenRaw(path, invocation.Around);
        var vocabulary = InputFile.Reading(path, () => VocabularyFile.Open(file, options));
        if (vocabulary.CacheProblem is { } problem)
            invocation.Around.Complain($"note: the compiled vocabulary cannot be kept in {InputFile.Shown(options.CacheFolder!)} ({InputFile.Reason(problem)}), so each run compiles it anew; set {EnvironmentVariable.Home} to a folder that can be written");
        return vocabulary.Meter;
    }

    /// <summary>A file's name; where that is the one that all models share, with its folder.</summary>
    private static string Name(string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        var name = Path.GetFileName(path);
        return InputFile.Shown(name == "tokenizer.json" && folder is { Length: > 0 } ? $"{folder}/{name}" : name);
    }

    private static string? CacheFolder(Surroundings around)
    {
        if (around.Variable(EnvironmentVariable.Home) is { Length: > 0 } home)
            return Path.Combine(Path.GetFullPath(home), "cache", "vocabularies");
        return Root(around) is { } root ? Path.Combine(root, "pith", "vocabularies") : null;
    }

    /// <summary>The platform's folder for what can be made again; null where nothing says where that is.</summary>
    private static string? Root(Surroundings around)
    {
        if (OperatingSystem.IsWindows())
            return Variable(around, "LOCALAPPDATA");
        if (OperatingSystem.IsMacOS())
            return Variable(around, "HOME") is { } user ? Path.Combine(user, "Library", "Caches") : null;
        // The XDG rules ask to pass over a relative value.
        return Variable(around, EnvironmentVariable.Cache) is { } cache && Path.IsPathRooted(cache)
            ? cache
            : Variable(around, "HOME") is { } home ? Path.Combine(home, ".cache") : null;
    }

    private static string? Variable(Surroundings around, string name) => around.Variable(name) is { Length: > 0 } value ? value : null;
}

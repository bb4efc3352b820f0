using System.Buffers;
using System.Security.Cryptography;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>
/// Opens a vocabulary that a user brings: a tiktoken rank file or a Hugging Face <c>tokenizer.json</c>, told apart by
/// content. It is compiled on first use and then found in the cache; finding it costs one pass over the file for its hash.
/// </summary>
public static class VocabularyFile
{
    /// <summary>Opens a vocabulary.</summary>
    /// <param name="file">Its bytes, from the start; read once, and once more where it has to be compiled and can be rewound.</param>
    /// <param name="options">What to call it, where compiled ones are kept, and how texts are split where the file does not say.</param>
    /// <returns>How to count with it.</returns>
    /// <exception cref="UnusableVocabularyException">It cannot be counted with exactly, or not at all.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BroughtVocabulary Open(Stream file, VocabularyOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        var cache = options.CacheFolder is { } folder ? new VocabularyCache(folder) : null;
        if (file.CanSeek && cache?.Find(Hash(file), options.Pattern) is { } found)
            return new(found.Meter(options.Name), null);
        if (file.CanSeek)
            file.Position = 0;
        var source = new VocabularySource(options.Name, ReadAll(file, options.Name));
        var sha256 = SHA256.HashData(source.Bytes.Span);
        if (!file.CanSeek && cache?.Find(sha256, options.Pattern) is { } known)
            return new(known.Meter(options.Name), null);
        var compiled = CompiledWriter.Write(Compile(source, sha256, options.Pattern), sha256, options.Pattern);
        var problem = cache?.Keep(compiled, sha256, options.Pattern);
        var vocabulary = (problem is null ? cache?.Find(sha256, options.Pattern) : null) ?? VocabularyCache.InMemory(compiled, sha256, options.Pattern);
        return new(vocabulary.Meter(options.Name), problem);
    }

    private static CompiledParts Compile(VocabularySource source, ReadOnlySpan<byte> sha256, SplitPattern asked)
    {
        switch (VocabularyForm.Of(source))
        {
            case VocabularyForm.Kind.Json when asked != SplitPattern.None:
                throw source.Refusal("", "says itself how texts are split", "leave --pattern out");
            case VocabularyForm.Kind.Json:
                return TokenizerFile.Compile(source);
            default:
                var pattern = KnownRanks.PatternOf(sha256);
                if (asked != SplitPattern.None && pattern != SplitPattern.None && asked != pattern)
                    throw source.Refusal("", "is a published file that is split by another pattern", "leave --pattern out");
                var tokens = TiktokenFile.Read(source);
                if (asked == SplitPattern.None && pattern == SplitPattern.None)
                    throw source.Refusal("", "is no rank file known here, and such a file does not say how texts are split", $"name the pattern with --pattern {string.Join('|', PatternName.All)}");
                var recipe = new TextRecipe { Pattern = asked != SplitPattern.None ? asked : pattern, CutsAtSpaces = true, CutsAtLines = true };
                return CompiledParts.Of(recipe, [], tokens);
        }
    }

    private static byte[] Hash(Stream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        for (int read; (read = file.Read(buffer)) > 0;)
            hash.AppendData(buffer, 0, read);
        ArrayPool<byte>.Shared.Return(buffer);
        return hash.GetHashAndReset();
    }

    private static byte[] ReadAll(Stream file, string name)
    {
        using var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, VocabularySource.LargestFile) : 0);
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > VocabularySource.LargestFile)
                throw new UnusableVocabularyException(name, "", $"is larger than {VocabularySource.LargestFile / (1024 * 1024)} MB, which no vocabulary is", VocabularySource.Otherwise);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return bytes.ToArray();
    }
}

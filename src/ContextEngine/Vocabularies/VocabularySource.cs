using System.Text;
using Pith.Text;

namespace Pith.Vocabularies;

/// <summary>The file of a vocabulary that a user brings, whole in memory.</summary>
/// <param name="Name">As errors show it.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record VocabularySource(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The largest file taken: four times the largest that is published.</summary>
    public const int LargestFile = 128 * 1024 * 1024;

    /// <summary>What to do about a file that is damaged.</summary>
    public const string Anew = "download the file anew";

    /// <summary>What to do about a file that nothing here can count with.</summary>
    public const string Otherwise = "count with --encoding or --model instead, or bring a vocabulary that docs/vocabularies.md lists";

    /// <summary>What to throw to refuse the file.</summary>
    public UnusableVocabularyException Refusal(string place, string reason, string wayOut) => new(Name, place, reason, wayOut);

    /// <summary>What to throw to refuse one line of it, counted from 1.</summary>
    public UnusableVocabularyException LineRefusal(long line, string reason, string wayOut = Anew) => Refusal($"line {line}", reason, wayOut);

    /// <summary>Some bytes as an error may show them.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes)
    {
        const int longest = 40;
        var shown = Unseen.Replaced(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, longest)]), '?');
        return $"'{shown}{(bytes.Length > longest ? "…" : "")}'";
    }
}

using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>The published rank files, told by the SHA-256 of their content: a rank file does not say how texts are split.</summary>
internal static class KnownRanks
{
    /// <summary>The pattern of a published file, or <see cref="SplitPattern.None"/>.</summary>
    public static SplitPattern PatternOf(ReadOnlySpan<byte> sha256) => Convert.ToHexStringLower(sha256) switch
    {
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d" => SplitPattern.O200k, // o200k_base
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7" => SplitPattern.Cl100k, // cl100k_base
        "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930" => SplitPattern.Gpt2, // r50k_base
        "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069" => SplitPattern.Gpt2, // p50k_base
        _ => SplitPattern.None,
    };
}

using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>How to open a vocabulary.</summary>
/// <param name="Name">What to call it, in figures and in errors.</param>
public readonly record struct VocabularyOptions(string Name)
{
    /// <summary>The folder of compiled vocabularies; null to compile in memory alone.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>How texts are split, for a rank file that is none of the published ones.</summary>
    public SplitPattern Pattern { get; init; }
}

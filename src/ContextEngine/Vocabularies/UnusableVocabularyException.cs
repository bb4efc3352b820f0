namespace Pith.Vocabularies;

/// <summary>A file that cannot serve as a vocabulary: broken, too large, or of a kind that nothing here counts exactly. Never approximated instead.</summary>
public sealed class UnusableVocabularyException : Exception
{
    /// <summary>One sentence: the file, the place in it, the reason, and the way out.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="place">A line or a JSON path; empty where the whole file is meant.</param>
    /// <param name="reason">What is wrong, as a sentence about the place.</param>
    /// <param name="wayOut">What to do.</param>
    internal UnusableVocabularyException(string file, string place, string reason, string wayOut)
        : base($"{file}{(place.Length == 0 ? "" : $", {place}:")} {reason}; {wayOut}")
    {
    }
}

namespace Pith.Compaction.Wishes;

/// <summary>What a pin names.</summary>
public enum PinKind : byte
{
    /// <summary>These very words, or the text behind a handle.</summary>
    Text,

    /// <summary>Every line that matches a regular expression.</summary>
    Pattern,

    /// <summary>Everything of one turn.</summary>
    Turn,
}

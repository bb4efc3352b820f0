namespace Pith.Tokens;

/// <summary>
/// A published split pattern as a state machine. Its two implementations are structs without fields, so that the
/// counting loop is compiled once for each, without a virtual call.
/// </summary>
internal unsafe interface IGrammar
{
    /// <summary>Whether a word ends between a lower-case and an upper-case letter.</summary>
    static abstract bool SplitsCase { get; }

    /// <summary>Whether the line ends behind other characters may have slashes among them.</summary>
    static abstract bool TakesSlashes { get; }

    /// <summary>Whether an English contraction belongs to the word before it; else it is a piece of its own.</summary>
    static abstract bool ContractionsJoin { get; }

    /// <summary>The most digits a piece has.</summary>
    static abstract int DigitsPerPiece { get; }

    /// <summary>
    /// The end of the piece that starts at <paramref name="p"/>; always beyond it. The text up to <paramref name="end"/>
    /// is valid UTF-8 and <paramref name="p"/> is before its end. Looks ahead, never back.
    /// </summary>
    static abstract byte* Next(byte* p, byte* end, CharacterClasses classes);
}

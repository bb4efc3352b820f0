namespace Pith.Tokens;

/// <summary>
/// A published split pattern as a state machine. The implementations are structs without fields, so that the counting
/// loop is compiled once for each, without a virtual call.
/// </summary>
/// <remarks>The properties are for <see cref="BlockSplit"/>; a grammar that is not split by blocks leaves them alone.</remarks>
internal unsafe interface IGrammar
{
    /// <summary>Whether a word ends between a lower-case and an upper-case letter.</summary>
    static virtual bool SplitsCase => false;

    /// <summary>Whether the line ends behind other characters may have slashes among them.</summary>
    static virtual bool TakesSlashes => false;

    /// <summary>Whether an English contraction belongs to the word before it; else it is a piece of its own.</summary>
    static virtual bool ContractionsJoin => false;

    /// <summary>The most digits a piece has.</summary>
    static virtual int DigitsPerPiece => 3;

    /// <summary>
    /// The end of the piece that starts at <paramref name="p"/>; always beyond it. The text up to <paramref name="end"/>
    /// is valid UTF-8 and <paramref name="p"/> is before its end. Looks ahead, never back.
    /// </summary>
    static abstract byte* Next(byte* p, byte* end, CharacterClasses classes);
}

namespace Pith.Tokens;

/// <summary>
/// A published split pattern as a state machine. Its two implementations are structs without fields, so that the
/// counting loop is compiled once for each, without a virtual call.
/// </summary>
internal unsafe interface IGrammar
{
    /// <summary>
    /// The end of the piece that starts at <paramref name="p"/>; always beyond it. The text up to <paramref name="end"/>
    /// is valid UTF-8 and <paramref name="p"/> is before its end. Looks ahead, never back.
    /// </summary>
    static abstract byte* Next(byte* p, byte* end, CharacterClasses classes);
}

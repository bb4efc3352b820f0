namespace Pith.Tokens;

/// <summary>
/// Words as SentencePiece has them: a run of U+2581 and all up to the next. Only for vocabularies in which no token goes on
/// from anything else into U+2581; that is checked when they are compiled.
/// </summary>
internal readonly unsafe struct MarkGrammar : IGrammar
{
    private static ReadOnlySpan<byte> Mark => "\u2581"u8;

    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        var text = new ReadOnlySpan<byte>(p, (int)(end - p));
        var at = 0;
        while (text[at..].StartsWith(Mark))
            at += Mark.Length;
        var length = text[at..].IndexOf(Mark);
        return length < 0 ? end : p + at + length;
    }
}

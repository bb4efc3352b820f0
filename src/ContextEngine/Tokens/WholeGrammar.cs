namespace Pith.Tokens;

/// <summary>No split at all.</summary>
internal readonly unsafe struct WholeGrammar : IGrammar
{
    public static byte* Next(byte* p, byte* end, CharacterClasses classes) => end;
}

using Microsoft.ML.Tokenizers;

namespace Pith.Tokens;

/// <summary>
/// Counts with merges by Microsoft.ML.Tokenizers, for vocabularies that the engine's block has no room for: more than
/// 262,143 tokens, tokens of more than 255 bytes, or more than 16 MB of them.
/// </summary>
/// <remarks>
/// Only merging is left to it. Texts are split by our own grammars and go in as one character a byte, so that characters
/// above U+FFFF, lone surrogates and names of special tokens, which it gets wrong, cannot occur. It takes some hundred
/// milliseconds to make, allocates at each count, and takes quadratic time for a piece, which matters beyond ten thousand
/// bytes without a place to split.
/// </remarks>
internal sealed class MicrosoftCounter
{
    private readonly BpeTokenizer tokenizer;
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> wholePieces;
    private readonly SplitPattern pattern;

    /// <param name="merged">Tokens in order of rank, and the length of the left part of each; zero for single bytes.</param>
    /// <param name="wholePieces">Tokens that only a whole piece can be.</param>
    /// <param name="pattern">How texts are split.</param>
    public MicrosoftCounter(IReadOnlyList<(byte[] Token, int Left)> merged, IEnumerable<byte[]> wholePieces, SplitPattern pattern)
    {
        this.pattern = pattern;
        this.wholePieces = new HashSet<byte[]>(wholePieces, ByteComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
        var options = new BpeOptions(merged.Select(static (t, id) => KeyValuePair.Create(Spell(t.Token), id)))
        {
            Merges = merged.Where(static t => t.Left > 0).Select(static t => $"{Spell(t.Token.AsSpan(0, t.Left))} {Spell(t.Token.AsSpan(t.Left))}"),
        };
        tokenizer = BpeTokenizer.Create(options);
    }

    /// <summary>The tokens of a valid text that has been normalized.</summary>
    public unsafe long Count(ReadOnlySpan<byte> utf8)
    {
        var total = 0L;
        fixed (byte* first = utf8)
        {
            var end = first + utf8.Length;
            for (byte* p = first, next; p < end; p = next)
            {
                next = Grammar.Next(pattern, p, end);
                total += CountPiece(new(p, (int)(next - p)));
            }
        }

        return total;
    }

    private int CountPiece(ReadOnlySpan<byte> piece) =>
        wholePieces.Contains(piece) ? 1 : tokenizer.CountTokens(Spell(piece), considerPreTokenization: false, considerNormalization: false);

    /// <summary>One character a byte, none of them a space.</summary>
    private static string Spell(ReadOnlySpan<byte> bytes)
    {
        const int first = 0x4E00;
        return string.Create(bytes.Length, bytes, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)(first + from[i]);
        });
    }
}

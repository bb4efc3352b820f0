using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Pith.Tokens;

/// <summary>
/// Counts by Microsoft.ML.Tokenizers, for what the engine has no exact way to do: pieces of characters, with bytes for
/// the characters that have none (SentencePiece).
/// </summary>
/// <remarks>
/// Its own normalizing and its special tokens are left out: what a text means is decided before. Text goes in as valid
/// UTF-16, so the lone surrogates that it mistakes cannot occur. Making one costs some hundred milliseconds, and each
/// count allocates.
/// </remarks>
internal sealed class MicrosoftCounter
{
    private readonly SentencePieceTokenizer tokenizer;

    /// <param name="model">A SentencePiece model, as <c>Vocabularies.SentencePieceModel</c> writes it.</param>
    public MicrosoftCounter(Stream model) => tokenizer = SentencePieceTokenizer.Create(model, addBeginningOfSentence: false, addEndOfSentence: false);

    /// <summary>The tokens of a valid text that has been normalized.</summary>
    public int Count(ReadOnlySpan<byte> utf8)
    {
        var text = ArrayPool<char>.Shared.Rent(utf8.Length);
        var length = Encoding.UTF8.GetChars(utf8, text);
        var count = tokenizer.CountTokens(text.AsSpan(0, length), addBeginningOfSentence: false, addEndOfSentence: false, considerNormalization: false);
        ArrayPool<char>.Shared.Return(text);
        return count;
    }
}

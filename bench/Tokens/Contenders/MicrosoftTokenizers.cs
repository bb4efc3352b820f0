using Microsoft.ML.Tokenizers;

namespace Pith.Bench.Tokens.Contenders;

/// <summary>Microsoft.ML.Tokenizers: keeps a cache of pieces in each tokenizer, and the vocabulary for all of them.</summary>
internal sealed class MicrosoftTokenizers(string encoding) : IContender
{
    private TiktokenTokenizer tokenizer = TiktokenTokenizer.CreateForEncoding(encoding);

    public string Name => $"Microsoft.ML.Tokenizers {Package.Version(typeof(TiktokenTokenizer))}";

    public void Forget() => tokenizer = TiktokenTokenizer.CreateForEncoding(encoding);

    public int Count(Text text) => tokenizer.CountTokens(text.Utf16);

    public int Encode(Text text) => tokenizer.EncodeToIds(text.Utf16).Count;
}

using SharpToken;

namespace Pith.Bench.Tokens.Contenders;

/// <summary>SharpToken: remembers nothing between texts, so that its first pass is like any other.</summary>
internal sealed class SharpTokenEncoding(string encoding) : IContender
{
    private readonly GptEncoding tokenizer = GptEncoding.GetEncoding(encoding);

    public string Name => $"SharpToken {Package.Version(typeof(GptEncoding))}";

    public void Forget()
    {
    }

    public int Count(Text text) => tokenizer.CountTokens(text.Utf16);

    public int Encode(Text text) => tokenizer.Encode(text.Utf16).Count;
}

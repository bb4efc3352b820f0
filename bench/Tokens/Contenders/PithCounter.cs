using System.Buffers;
using Pith.Tokens;

namespace Pith.Bench.Tokens.Contenders;

/// <summary>Ours. It checks the UTF-8 that it gets, which the others do not have to.</summary>
internal sealed class PithCounter(string encoding) : IContender
{
    private readonly ArrayBufferWriter<int> ids = new(4_000_000);
    private TokenCounter counter = TokenCounter.Fresh(encoding);

    public string Name => "pith";

    public void Forget() => counter = TokenCounter.Fresh(encoding);

    public int Count(Text text) => counter.Count(text.Utf8);

    public int Encode(Text text)
    {
        ids.ResetWrittenCount();
        return counter.Encode(text.Utf8, ids);
    }
}

using System.Buffers;

namespace Pith.Tokens;

/// <summary>Writes ids to a buffer.</summary>
internal struct IdSink(IBufferWriter<int> ids) : ITokenSink
{
    public static bool NeedsIds => true;

    public int Count { get; private set; }

    public void Add(int id)
    {
        ids.GetSpan(1)[0] = id;
        ids.Advance(1);
        Count++;
    }
}

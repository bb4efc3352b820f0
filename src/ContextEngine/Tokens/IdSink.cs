using System.Buffers;

namespace Pith.Tokens;

/// <summary>Writes ids to a buffer, some hundred at a time; the last ones with <see cref="Flush"/>.</summary>
internal ref struct IdSink(IBufferWriter<int> ids) : ITokenSink
{
    private const int Room = 256;

    private Span<int> room;
    private int used;

    public int Count { get; private set; }

    public void Add(int id)
    {
        if (used == room.Length)
        {
            Flush();
            room = ids.GetSpan(Room);
        }

        room[used++] = id;
        Count++;
    }

    /// <summary>Hands over what has been written.</summary>
    public void Flush()
    {
        ids.Advance(used);
        used = 0;
        room = default;
    }
}

using System.Text;
using Pith.Text;

namespace Pith.Tools.Recalls;

/// <summary>Takes any amount of text and keeps the beginning.</summary>
internal sealed class CappedText(int most) : MemoryStream
{
    /// <summary>Whether more came than was kept.</summary>
    public bool IsCut { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var room = (int)Math.Min(count, most - Length);
        IsCut |= room < count;
        base.Write(buffer, offset, room);
    }

    // The base's own would come back here by way of the other one.
    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    /// <summary>What was kept, whole characters.</summary>
    public string Text()
    {
        var bytes = GetBuffer().AsSpan(0, (int)Length);
        return Encoding.UTF8.GetString(bytes[..^(IsCut ? Utf8Text.OpenTail(bytes) : 0)]);
    }
}

using System.Text;
using Pith.Cli.Terminal.Fronts;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Talks;

/// <summary>Standard error of a conversation: what would be written across the live area becomes a line above it, once.</summary>
internal sealed class FrontErrors(Func<IFront> front) : MemoryStream
{
    private readonly HashSet<string> _said = [];

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var text = Encoding.UTF8.GetString(buffer).TrimEnd('\n');
        if (_said.Add(text))
            front().Print(Line.Of(text, Style.Of(Paint.Yellow)));
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}

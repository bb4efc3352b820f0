using Pith.Text;

namespace Pith.Compaction;

/// <summary>The first line of a text, cut to a length, for headings and lists.</summary>
internal static class OneLine
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, int bytes)
    {
        text = text.Trim(" \t\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        if (end >= 0)
            text = text[..end].TrimEnd((byte)'\r');
        return text[..Utf8Text.CutAt(text, bytes)];
    }
}

using System.Buffers;
using System.Text;
using Pith.Conversations;
using Pith.Offload;
using Pith.Transcripts;

namespace Pith.Compaction.Restores;

/// <summary>
/// Finds what compaction put in place of texts, by the very words it writes and only where it writes them: at the end of a
/// preview, as the whole of a stub, in the user's turn. A handle anywhere else is somebody's text and stays.
/// </summary>
internal static class CitationReader
{
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);

    private static ReadOnlySpan<byte> Picture => "[pith: picture "u8;

    private static ReadOnlySpan<byte> AllBefore => "[pith: all that went before, "u8;

    /// <summary>The first citation of a block that is wanted; null where it has none.</summary>
    /// <param name="block">A block of a view.</param>
    /// <param name="role">Whose it is.</param>
    /// <param name="wanted">Whether to look at a citation with these digits.</param>
    public static Citation? Of(in ViewBlock block, Role role, Func<string, bool> wanted)
    {
        var text = block.Text.Span;
        Citation? found = block.Kind switch
        {
            BlockKind.Call => Arguments(text),
            BlockKind.Text or BlockKind.Result => Ending(text) ?? Stub(text),
            _ => null,
        };
        if (found is { } citation && wanted(citation.Digits))
            return found;
        found = block.Kind == BlockKind.Text && role == Role.User ? Memory(text) ?? LastResort(text) : null;
        return found is { } history && wanted(history.Digits) ? found : null;
    }

    /// <summary>The media type that a picture's note names.</summary>
    public static ReadOnlySpan<byte> MediaOf(ReadOnlySpan<byte> note)
    {
        var media = note[Picture.Length..];
        return media.IndexOf((byte)',') is >= 0 and var end ? media[..end] : default;
    }

    private static Citation? Ending(ReadOnlySpan<byte> text)
    {
        var trimmed = text.TrimEnd("\r\n"u8);
        var line = trimmed[(trimmed.LastIndexOf((byte)'\n') + 1)..];
        return line.StartsWith("["u8) && Before(line, " bytes · pith recall pith:"u8) is { } digits ? new(CitationKind.Text, digits, 0, text.Length) : null;
    }

    private static Citation? Stub(ReadOnlySpan<byte> text) =>
        text.StartsWith(Picture) && text.IndexOf((byte)'\n') < 0 && Before(text, " characters of base64 in pith:"u8) is { } digits ? new(CitationKind.Picture, digits, 0, text.Length) : null;

    private static Citation? Arguments(ReadOnlySpan<byte> json)
    {
        const int longestCount = 10;
        for (var at = 0; json[at..].IndexOf("… [pith: "u8) is >= 0 and var next;)
        {
            at += next + "… [pith: "u8.Length;
            var note = json[at..];
            if (note.IndexOf(" bytes in pith:"u8) is > 0 and <= longestCount and var words && note.Length > words + 15 + Handle.Digits
                && note[..(words + 15 + Handle.Digits + 1)] is var whole && Before(whole, " bytes in pith:"u8) is { } digits && note[whole.Length..].StartsWith("\""u8))
                return new(CitationKind.Arguments, digits, 0, json.Length);
        }

        return null;
    }

    /// <summary>A memory block; a form that joins texts may have put others around it.</summary>
    private static Citation? Memory(ReadOnlySpan<byte> text)
    {
        var start = text.StartsWith(ContextIndex.MemoryMark) ? 0 : text.IndexOf("\n<pith-memory"u8) + 1;
        var head = " history=\"pith:"u8;
        if (start == 0 && !text.StartsWith(ContextIndex.MemoryMark) || !text[(start + ContextIndex.MemoryMark.Length)..].StartsWith(head))
            return null;
        var digits = text[(start + ContextIndex.MemoryMark.Length + head.Length)..];
        var end = text.LastIndexOf("</pith-memory>"u8);
        return end > start && Digits(digits) is { } named ? new(CitationKind.History, named, start, end + "</pith-memory>"u8.Length) : null;
    }

    private static Citation? LastResort(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(AllBefore))
            return null;
        var line = text.IndexOf((byte)'\n') is >= 0 and var feed ? text[..feed] : text;
        return Before(line, " lines, is in pith:"u8) is { } digits ? new(CitationKind.History, digits, 0, line.Length) : null;
    }

    /// <summary>The digits that stand between these words and a bracket at the end.</summary>
    private static string? Before(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words)
    {
        var tail = Handle.Digits + 1;
        return text.Length >= words.Length + tail && text[^1] == ']' && text[..^tail].EndsWith(words) ? Digits(text[^tail..]) : null;
    }

    private static string? Digits(ReadOnlySpan<byte> text) =>
        text.Length >= Handle.Digits && text[..Handle.Digits].IndexOfAnyExcept(Hexadecimal) < 0 ? Encoding.ASCII.GetString(text[..Handle.Digits]) : null;
}

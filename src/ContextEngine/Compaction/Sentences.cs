namespace Pith.Compaction;

/// <summary>Sentences of a user that bind the agent: must, never, always, only, don't.</summary>
internal static class Sentences
{
    /// <summary>Every binding sentence of a text, trimmed. A sentence ends at a line break or at a mark followed by space.</summary>
    public static List<Range> Binding(ReadOnlySpan<byte> text)
    {
        var found = new List<Range>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || text[i] == '\n'
                || text[i] is (byte)'.' or (byte)'!' or (byte)'?' && (i + 1 == text.Length || text[i + 1] is (byte)' ' or (byte)'\n');
            if (!ends)
                continue;
            var end = i < text.Length && text[i] != '\n' ? i + 1 : i;
            var sentence = text[start..end];
            if (sentence.Length is > 8 and < 600 && !IsListedLine(sentence) && Binds(sentence))
                found.Add(start..end);
            start = Math.Min(i + 1, text.Length);
        }

        return found;
    }

    /// <summary>A line as a tool lists it, <c>246: read_only</c> or <c>90\t# also</c>: pasted or printed, nobody's words.</summary>
    private static bool IsListedLine(ReadOnlySpan<byte> sentence)
    {
        var text = sentence.TrimStart(" \t"u8);
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits > 0 && (text[digits] is (byte)':' or (byte)'\t' or (byte)'|');
    }

    private static bool Binds(ReadOnlySpan<byte> sentence) =>
        HasWord(sentence, "must") || HasWord(sentence, "never") || HasWord(sentence, "always") || HasWord(sentence, "only")
        || HasWord(sentence, "don't") || HasWord(sentence, "don’t") || HasWord(sentence, "do not");

    private static bool HasWord(ReadOnlySpan<byte> sentence, string word)
    {
        Span<byte> target = stackalloc byte[16];
        target = target[..System.Text.Encoding.UTF8.GetBytes(word, target)];
        for (var i = 0; i + target.Length <= sentence.Length; i++)
        {
            if (i > 0 && IsLetter(sentence[i - 1]) || i + target.Length < sentence.Length && IsLetter(sentence[i + target.Length]))
                continue;
            var same = true;
            for (var k = 0; k < target.Length && same; k++)
                same = (sentence[i + k] | (IsLetter(target[k]) ? 0x20 : 0)) == target[k];
            if (same)
                return true;
        }

        return false;
    }

    private static bool IsLetter(byte c) => (uint)((c | 0x20) - 'a') < 26;
}

namespace Pith.Offload;

/// <summary>Looks at one line once, and says what it is and which words of interest it has.</summary>
internal static class LineClassifier
{
    /// <summary>Sets kind, indent and terms of <paramref name="unit"/>.</summary>
    public static void Classify(ReadOnlySpan<byte> line, WordTable interests, ref TextUnit unit)
    {
        var start = ContentStart(line);
        unit.Indent = IndentOf(line, ref start);
        if (start == line.Length)
        {
            unit.Kind = UnitKind.Blank;
            return;
        }

        var words = new WordScan();
        for (var i = start; i < line.Length;)
        {
            var b = line[i];
            if (b == 0x1B || (b == '\\' && unit.IsPiece))
            {
                i = AfterEscape(line, i);
                continue;
            }

            if (!WordTable.IsWordByte(b))
            {
                words.Symbols |= b is (byte)'(' or (byte)'{' ? 1 : 0;
                i++;
                continue;
            }

            var hash = WordTable.Seed;
            var first = i;
            for (; i < line.Length && WordTable.IsWordByte(line[i]); i++)
                hash = WordTable.Next(hash, line[i]);
            if (interests.Find(hash) is > 0 and var term)
                unit.Terms |= 1UL << (term - 1);
            words.See(Keywords.Find(hash), line[first..i], i < line.Length ? line[i] : (byte)0);
        }

        unit.Kind = KindOf(line[start..], in words, unit.Indent);
    }

    /// <summary>Where the text starts after a line number that the tool has put in front (<c>  12→</c>, <c>12:</c>, <c>12|</c>); 0 without one.</summary>
    public static int ContentStart(ReadOnlySpan<byte> line)
    {
        var i = 0;
        while (i < line.Length && line[i] == ' ')
            i++;
        var digits = i;
        while (i < line.Length && char.IsAsciiDigit((char)line[i]))
            i++;
        if (i == digits || i == line.Length)
            return 0;
        if (line[i] is (byte)'\t' or (byte)':' or (byte)'|')
            return i + 1;
        return line[i..].StartsWith("→"u8) ? i + 3 : 0;
    }

    // Colours of a terminal, raw or as JSON, and the other escapes of JSON: their letters are no part of the next word.
    private static int AfterEscape(ReadOnlySpan<byte> line, int index)
    {
        var rest = line[index..];
        var escape = rest[0] == 0x1B ? 1 : rest.StartsWith("\\u001b"u8) ? 6 : 0;
        if (escape == 0)
            return index + (rest.StartsWith("\\u"u8) ? 6 : 2);
        if (escape < rest.Length && rest[escape] == '[')
            for (escape++; escape < rest.Length && rest[escape] is >= 0x20 and < 0x40; escape++)
            {
            }

        return index + Math.Min(escape + 1, rest.Length);
    }

    private static byte IndentOf(ReadOnlySpan<byte> line, ref int start)
    {
        var columns = 0;
        for (; start < line.Length && line[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'; start++)
            columns += line[start] == '\t' ? 4 : 1;
        return (byte)Math.Min(columns, byte.MaxValue);
    }

    private static UnitKind KindOf(ReadOnlySpan<byte> text, in WordScan words, int indent)
    {
        if (words.Exit)
            return UnitKind.Exit;
        if (words.Outcomes >= 2 || (words.Outcomes > 0 && words.Errors + words.Denied > 0))
            return UnitKind.Summary;
        if (words.Errors > 0 || text[0] is 0xE2 && IsCross(text) || text.StartsWith("E   "u8))
            return UnitKind.Error;
        if (words.Warnings > 0)
            return UnitKind.Warning;
        if (words.Declares || (words.Modifiers > 0 && words.Symbols > 0))
            return UnitKind.Declaration;
        return indent == 0 && IsHeading(text) ? UnitKind.Heading : UnitKind.Plain;
    }

    // ✗ ✘ ✖ ❌ ⨯ and the like, which test runners put before what failed.
    private static bool IsCross(ReadOnlySpan<byte> text) =>
        text.StartsWith("✗"u8) || text.StartsWith("✘"u8) || text.StartsWith("✖"u8) || text.StartsWith("❌"u8) || text.StartsWith("⨯"u8)
        || text.StartsWith("●"u8);

    private static bool IsHeading(ReadOnlySpan<byte> text) =>
        text.StartsWith("# "u8) || text.StartsWith("## "u8) || text.StartsWith("### "u8) || text.StartsWith("==="u8)
        || text.StartsWith("diff --git"u8) || text.StartsWith("@@ "u8) || text.StartsWith("+++ "u8) || text.StartsWith("--- "u8)
        || (text[0] == '[' && text.IndexOf((byte)']') is > 1 and < 60);

    /// <summary>What the words of one line add up to.</summary>
    private struct WordScan
    {
        public bool Exit;
        public bool Declares;
        public int Errors;
        public int Denied;
        public int Warnings;
        public int Outcomes;
        public int Modifiers;
        public int Symbols;
        private int words;
        private Keyword previous;

        public void See(Keyword keyword, ReadOnlySpan<byte> word, byte next)
        {
            // TypeError, NullReferenceException: the kind of failure is the end of the word.
            if (keyword == Keyword.None && word.Length > 5 && (word.EndsWith("Error"u8) || word.EndsWith("Exception"u8)))
                keyword = Keyword.Error;
            switch (keyword)
            {
                case Keyword.Error when previous == Keyword.None0:
                    Denied++;
                    break;
                case Keyword.Error:
                    Errors++;
                    break;
                case Keyword.Warning when previous != Keyword.None0:
                    Warnings++;
                    break;
                case Keyword.Status when previous == Keyword.Exit:
                    Exit = true;
                    break;
                case Keyword.Exit when word.Length > 4:
                    Exit = true;
                    break;
                case Keyword.Outcome:
                    Outcomes++;
                    break;
                case Keyword.Modifier when Modifiers == words:
                    Modifiers++;
                    break;
                case Keyword.Declarator when Modifiers == words && next == ' ':
                    Declares = true;
                    break;
                default:
                    break;
            }

            previous = keyword;
            words++;
        }
    }
}

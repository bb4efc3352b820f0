using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Pith.Tools.Searches;

/// <summary>
/// Finds the lines that match a regular expression. Texts of which every match must contain one are looked for first, by
/// vectors; an expression that is nothing but a text needs nothing else. For one thread: it holds the decoded text.
/// </summary>
internal sealed class LinePattern
{
    // For what only backtracking can do: back references, look-around.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly NeedleSet? needles;
    private readonly Regex? regex;
    private char[] characters = new char[4096];
    private int decoded;
    private int knownByte;
    private int knownCharacter;
    private bool isOneToOne;

    private LinePattern(NeedleSet? needles, Regex? regex) => (this.needles, this.regex) = (needles, regex);

    /// <summary>Prepares an expression; false with a sentence for the model when it is none.</summary>
    public static bool TryCreate(string pattern, bool ignoresCase, bool acrossLines, [NotNullWhen(true)] out LinePattern? created, out string error)
    {
        created = null;
        error = "";
        RequiredLiteral.Of(pattern, out var isWhole);
        var literals = RequiredLiteral.OfAlternatives(pattern);
        var usesLiterals = literals.Count is > 0 and <= NeedleSet.Most && literals.All(l => !l.Contains('\n') && (!ignoresCase || ByteNeedle.CanIgnoreCase(l)));
        var options = RegexOptions.CultureInvariant | RegexOptions.Multiline | (ignoresCase ? RegexOptions.IgnoreCase : 0) | (acrossLines ? RegexOptions.Singleline : 0);
        try
        {
            var regex = isWhole && usesLiterals && !acrossLines ? null : Build(pattern, options);
            created = new LinePattern(usesLiterals && !acrossLines ? new NeedleSet([.. literals.Select(l => new ByteNeedle(l, ignoresCase))]) : null, regex);
            return true;
        }
        catch (RegexParseException invalid)
        {
            error = $"\"pattern\" is not a regular expression: {invalid.Error} at character {invalid.Offset}. Put a \\ before characters that are meant as they are: ( ) [ ] {{ }} . * + ? | ^ $ \\";
            return false;
        }
    }

    /// <summary>A new text is to be searched.</summary>
    public void Begin()
    {
        (decoded, knownByte, knownCharacter) = (0, 0, 0);
        needles?.Begin();
    }

    /// <summary>The next line that matches.</summary>
    /// <param name="text">Whole lines; the same from <see cref="Begin"/> on.</param>
    /// <param name="from">The start of a line.</param>
    /// <param name="match">The line.</param>
    public bool TryFind(ReadOnlySpan<byte> text, int from, out LineMatch match)
    {
        if (needles is null)
            return TryFindDecoded(text, from, out match);
        while (from < text.Length && needles.IndexIn(text, from) is >= 0 and var at)
        {
            match = LineAt(text, from, at);
            if (regex is null || regex.IsMatch(Decode(text[match.Start..match.End])))
                return true;
            from = match.End + 1;
        }

        match = default;
        return false;
    }

    /// <summary>The next match of an expression that may go across lines: from the start of its first line to the end of its last.</summary>
    public bool TryFindAcross(ReadOnlySpan<byte> text, int from, out LineMatch match)
    {
        match = default;
        var all = DecodeOnce(text);
        foreach (var found in regex!.EnumerateMatches(all, CharacterAt(text, from)))
        {
            var start = ByteAt(found.Index);
            var end = Math.Max(start, ByteAt(found.Index + found.Length) - (found.Length > 0 && all[found.Index + found.Length - 1] == '\n' ? 1 : 0));
            match = LineAt(text, 0, start) with { End = LineAt(text, 0, Math.Min(end, Math.Max(0, text.Length - 1))).End };
            return start < text.Length;
        }

        return false;
    }

    private static Regex Build(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, Patience);
        }
    }

    // Searches whole texts, not lines, so that the engine's own search for first characters can run. What it finds
    // across lines is no match, but then each of those lines may hold one: they are tried alone.
    private bool TryFindDecoded(ReadOnlySpan<byte> text, int from, out LineMatch match)
    {
        var all = DecodeOnce(text);
        while (from < text.Length)
        {
            var matches = regex!.EnumerateMatches(all, CharacterAt(text, from));
            if (!matches.MoveNext())
                break;
            var start = ByteAt(matches.Current.Index);
            var end = ByteAt(matches.Current.Index + matches.Current.Length);
            if (start >= text.Length)
                break;
            match = LineAt(text, from, start);
            if (end <= match.End)
                return true;
            for (from = match.Start; from <= Math.Min(end, text.Length - 1); from = match.End + 1)
            {
                match = LineAt(text, from, from);
                var line = CharacterAt(text, match.Start);
                if (regex.IsMatch(all[line..(line + CharacterCount(text[match.Start..match.End]))]))
                    return true;
            }
        }

        match = default;
        return false;
    }

    private static LineMatch LineAt(ReadOnlySpan<byte> text, int from, int at)
    {
        var start = from + text[from..at].LastIndexOf((byte)'\n') + 1;
        var end = text[at..].IndexOf((byte)'\n') is >= 0 and var feed ? at + feed : text.Length;
        return new LineMatch(start, end, at);
    }

    private ReadOnlySpan<char> DecodeOnce(ReadOnlySpan<byte> text)
    {
        if (decoded == 0)
        {
            // Bytes that are no UTF-8 stand each for a character, so that places stay the same.
            isOneToOne = Ascii.IsValid(text) || !Utf8.IsValid(text);
            decoded = Decode(text, isOneToOne ? Encoding.Latin1 : Encoding.UTF8).Length;
        }

        return characters.AsSpan(0, decoded);
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> line) => Decode(line, Encoding.UTF8);

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text, Encoding encoding)
    {
        if (characters.Length < text.Length)
            characters = new char[Math.Max(text.Length, characters.Length * 2)];
        return characters.AsSpan(0, encoding.GetChars(text, characters));
    }

    private int CharacterCount(ReadOnlySpan<byte> text) => isOneToOne ? text.Length : Encoding.UTF8.GetCharCount(text);

    // Places are asked for in rising order, so both ways count on from the last one.
    private int CharacterAt(ReadOnlySpan<byte> text, int at)
    {
        if (isOneToOne)
            return at;
        if (at < knownByte)
            (knownByte, knownCharacter) = (0, 0);
        knownCharacter += Encoding.UTF8.GetCharCount(text[knownByte..at]);
        knownByte = at;
        return knownCharacter;
    }

    private int ByteAt(int character)
    {
        if (isOneToOne)
            return character;
        // Not between the halves of a pair, which "." may match one by one.
        if (character < decoded && character > 0 && char.IsLowSurrogate(characters[character]))
            character--;
        if (character < knownCharacter)
            (knownByte, knownCharacter) = (0, 0);
        knownByte += Encoding.UTF8.GetByteCount(characters.AsSpan(knownCharacter, character - knownCharacter));
        knownCharacter = character;
        return knownByte;
    }
}

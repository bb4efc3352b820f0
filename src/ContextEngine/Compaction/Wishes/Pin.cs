using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pith.Compaction.Wishes;

/// <summary>Something the user wants to stay in every context, verbatim.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Word">As the user wrote it.</param>
/// <param name="Text">What must stay; empty unless <paramref name="Kind"/> is <see cref="PinKind.Text"/>.</param>
public sealed record Pin(PinKind Kind, string Word, ReadOnlyMemory<byte> Text)
{
    private const string TurnMark = "turn:", HandleMark = "pith:";

    /// <summary>The expression of a <see cref="PinKind.Pattern"/>; linear in the text, so that none can hang.</summary>
    public Regex? Pattern { get; private init; }

    /// <summary>The number of a <see cref="PinKind.Turn"/>, from 1.</summary>
    public int Turn { get; private init; }

    /// <summary>Reads a pin: <c>turn:12</c>, <c>/regex/</c>, <c>pith:…</c>, or words.</summary>
    /// <param name="word">As the user wrote it.</param>
    /// <param name="recall">The text behind a handle; null where the store has none.</param>
    /// <param name="pin">The pin.</param>
    /// <param name="problem">What is wrong, as a sentence with the way out; null where nothing is.</param>
    public static bool TryParse(string word, Func<string, ReadOnlyMemory<byte>?> recall, out Pin pin, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(recall);
        pin = new Pin(PinKind.Text, word, Encoding.UTF8.GetBytes(word)); // as it stands: blanks may matter in words
        word = word.Trim();
        problem = word.Length == 0 ? "a pin names what must stay: words, /regex/, turn:12 or a handle" : null;
        if (word.StartsWith(TurnMark, StringComparison.Ordinal))
        {
            problem = int.TryParse(word.AsSpan(TurnMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var turn) && turn > 0 ? null : $"'{word}' names no turn; write for example turn:12";
            pin = new Pin(PinKind.Turn, word, default) { Turn = turn };
        }
        else if (word is ['/', _, .., '/'])
            problem = TryPattern(word, out pin);
        else if (word.StartsWith(HandleMark, StringComparison.Ordinal))
        {
            var text = recall(word);
            problem = text is null ? $"the store has nothing for {word}; 'pith store list' shows what it has" : null;
            pin = new Pin(PinKind.Text, word, text ?? default);
        }

        return problem is null;
    }

    private static string? TryPattern(string word, out Pin pin)
    {
        pin = new Pin(PinKind.Pattern, word, default);
        try
        {
            pin = pin with { Pattern = new Regex(word[1..^1], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) };
            return null;
        }
        catch (RegexParseException wrong)
        {
            return $"'{word}' is no regular expression: {wrong.Error} at character {wrong.Offset + 1}";
        }
        catch (NotSupportedException)
        {
            return $"'{word}' has a lookaround or a backreference, which does not run in linear time";
        }
    }
}

using System.Globalization;

namespace Pith.Cli.Arguments;

/// <summary>
/// Sizes as people write them: <c>16k</c>, <c>200_000</c>, <c>1.5k</c>, <c>64K</c>, <c>1m</c>. k, m and g are powers of
/// 1000; with an i behind (<c>64Mi</c>) of 1024; a final B may stand behind either.
/// </summary>
internal static class SizeArgument
{
    /// <summary>Reads a size of at least 1 that fits an int.</summary>
    public static bool TryParse(string text, out int size)
    {
        var fault = Parse(text, int.MaxValue, out var read);
        size = (int)read;
        return fault == Fault.None;
    }

    /// <summary>The size given for a flag; a failure of one sentence where it is none.</summary>
    /// <param name="flag">The flag's name, for the sentence.</param>
    /// <param name="text">The user's word.</param>
    /// <param name="unit">What is counted, for the sentence.</param>
    public static int Of(string flag, string text, string unit) => (int)Checked($"--{flag}", text, unit, int.MaxValue);

    /// <summary>As <see cref="Of"/>, for a flag or a variable whose values may be larger.</summary>
    /// <param name="name">The name as people write it, for the sentence.</param>
    /// <param name="text">The user's word.</param>
    public static long LongOf(string name, string text) => Checked(name, text, "bytes", long.MaxValue);

    private static long Checked(string name, string text, string unit, long most)
    {
        var shown = Failure.Shown(text);
        return Parse(text, most, out var size) switch
        {
            Fault.None => size,
            Fault.TooLarge => throw Failure.Usage($"{name} {shown} is too large; the most is {most:N0} {unit}"),
            Fault.NotPositive => throw Failure.Usage($"{name} {shown} is too small; it must be a positive number of {unit}, for example 16k"),
            Fault.Fraction => throw Failure.Usage($"{name} {shown} is not a whole number of {unit}; write for example 1500 or 1.5k"),
            _ => throw Failure.Usage($"{name} '{shown}' is not a size; write for example 16k, 200_000, 1.5k or 1m"),
        };
    }

    private enum Fault : byte
    {
        None,
        NotASize,
        NotPositive,
        TooLarge,
        Fraction,
    }

    private static Fault Parse(string text, long most, out long size)
    {
        size = 0;
        var word = text.AsSpan().Trim();
        var negative = word.StartsWith("-");
        word = negative || word.StartsWith("+") ? word[1..] : word;
        word = word.Length > 1 && word[^1] is 'B' or 'b' ? word[..^1] : word;
        var scale = ScaleOf(ref word);
        if (!TryNumber(word, out var number))
            return Fault.NotASize;
        if (negative || number == 0)
            return Fault.NotPositive;
        if (number > most / scale)
            return Fault.TooLarge;
        number *= scale;
        if (number != decimal.Truncate(number))
            return Fault.Fraction;
        size = (long)number;
        return Fault.None;
    }

    private static decimal ScaleOf(ref ReadOnlySpan<char> word)
    {
        var unit = 1000m;
        var rest = word;
        if (rest.Length > 1 && rest[^1] == 'i')
        {
            unit = 1024m;
            rest = rest[..^1];
        }

        var power = rest.IsEmpty ? 0 : rest[^1] switch { 'k' or 'K' => 1, 'm' or 'M' => 2, 'g' or 'G' => 3, _ => 0 };
        if (power == 0)
            return 1; // a lone i stays, and the number is refused for it
        word = rest[..^1];
        return power == 1 ? unit : power == 2 ? unit * unit : unit * unit * unit;
    }

    /// <summary>Digits with single underscores or commas between groups, and at most one point.</summary>
    private static bool TryNumber(ReadOnlySpan<char> word, out decimal number)
    {
        number = 0;
        Span<char> plain = stackalloc char[32];
        var length = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var isSeparator = word[i] is '_' or ',';
            if (isSeparator && i > 0 && i + 1 < word.Length && char.IsAsciiDigit(word[i - 1]) && char.IsAsciiDigit(word[i + 1]))
                continue;
            if (length == plain.Length || !char.IsAsciiDigit(word[i]) && word[i] != '.')
                return false;
            plain[length++] = word[i];
        }

        return length > 0 && char.IsAsciiDigit(plain[length - 1])
            && decimal.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}

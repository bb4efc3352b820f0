namespace Pith.Requests;

/// <summary>
/// One wording of a refusal. In the pattern <c>{limit}</c>, <c>{input}</c>, <c>{output}</c>, <c>{total}</c>, <c>{over}</c> and
/// <c>{n}</c> (of no interest) stand for numbers, <c>…</c> for any words; case and white space do not matter.
/// </summary>
/// <param name="Maker">Whose words these are.</param>
/// <param name="Pattern">The words.</param>
/// <param name="Unit">What the numbers count.</param>
/// <param name="IsRefusal">False for what sounds alike and means "later": throttling.</param>
internal sealed record RefusalWording(string Maker, string Pattern, RefusalUnit Unit = RefusalUnit.Tokens, bool IsRefusal = true)
{
    /// <summary>Most characters that a <c>…</c> may pass over.</summary>
    private const int LongestGap = 400;

    /// <summary>The refusal, or null where these words do not stand in the text.</summary>
    /// <param name="text">With single spaces, in lower case.</param>
    public Refusal? In(string text)
    {
        var parts = Parts();
        for (var start = 0; start < text.Length && text.IndexOf(parts[0], start, StringComparison.Ordinal) is var at and >= 0; start = at + 1)
            if (Match(text, at, parts) is { } refusal)
                return refusal.Total > 0 && refusal.So.Input == 0 ? refusal.So with { Input = Math.Max(0, refusal.Total - refusal.So.Output) } : refusal.So;
        return null;
    }

    private (Refusal So, long Total)? Match(string text, int at, ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
            return (new Refusal { Maker = Maker, Unit = Unit }, 0);
        if (parts[0] == "…")
        {
            for (var last = Math.Min(text.Length, at + LongestGap); at < last; at++)
                if (Match(text, at, parts[1..]) is { } found)
                    return found;
            return null;
        }

        if (parts[0][0] != '{')
            return text.AsSpan(at).StartsWith(parts[0], StringComparison.Ordinal) ? Match(text, at + parts[0].Length, parts[1..]) : null;
        if (at > 0 && char.IsAsciiDigit(text[at - 1]) || !TryNumber(text, ref at, out var number) || Match(text, at, parts[1..]) is not { } rest)
            return null;
        return parts[0] switch
        {
            "{limit}" => (rest.So with { Limit = number }, rest.Total),
            "{input}" => (rest.So with { Input = number }, rest.Total),
            "{output}" => (rest.So with { Output = number }, rest.Total),
            "{over}" => (rest.So with { Over = number }, rest.Total),
            "{total}" => (rest.So, number),
            _ => rest,
        };
    }

    private string[] Parts()
    {
        var parts = new List<string>();
        for (var rest = Pattern; rest.Length > 0;)
        {
            var length = rest[0] == '…' ? 1 : rest[0] == '{' ? rest.IndexOf('}', StringComparison.Ordinal) + 1 : rest.IndexOfAny(['…', '{']) is var next and > 0 ? next : rest.Length;
            parts.Add(rest[..length]);
            rest = rest[length..];
        }

        return [.. parts];
    }

    /// <summary>Digits, also in groups as people write them: 200,000 or 200_000.</summary>
    private static bool TryNumber(string text, ref int at, out long number)
    {
        const int longest = 15;
        number = 0;
        while (at < text.Length && text[at] == ' ')
            at++;
        var digits = 0;
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]) && ++digits <= longest)
                number = number * 10 + (text[at] - '0');
            else if (digits == 0 || text[at] is not (',' or '_') || at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]))
                break;
        }

        return digits is > 0 and <= longest;
    }
}

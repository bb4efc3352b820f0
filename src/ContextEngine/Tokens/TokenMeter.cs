namespace Pith.Tokens;

/// <summary>What a user chose to count with: an exact encoding, the old guess, or an estimate with a measured error.</summary>
public sealed class TokenMeter
{
    private readonly TokenCounter? _counter;
    private readonly double _factor;

    private TokenMeter(string name, TokenCounter? counter, double factor, double error)
    {
        (Name, _counter, _factor, RelativeError) = (name, counter, factor, error);
    }

    /// <summary>Characters (Unicode scalars) divided by four, rounded up: the guess that other tools make.</summary>
    public static TokenMeter Chars4 { get; } = new("chars4", null, 1, 0);

    /// <summary>The unit's name.</summary>
    public string Name { get; }

    /// <summary>Whether counts are exact in their unit; an estimate is not, and is printed with <c>~</c>.</summary>
    public bool IsExact => RelativeError == 0;

    /// <summary>Median relative error of an estimate, measured; 0 for exact units.</summary>
    public double RelativeError { get; }

    internal TokenCounter? Counter => _counter;

    /// <summary>Counts exactly in a published encoding.</summary>
    /// <param name="counter">The encoding.</param>
    public static TokenMeter Exact(TokenCounter counter) => new(counter.Name, counter, 1, 0);

    /// <summary>Estimates a family whose vocabulary is secret from another's exact count.</summary>
    /// <param name="counter">The encoding that is counted.</param>
    /// <param name="family">Name to print.</param>
    /// <param name="factor">Tokens of the family for each token counted.</param>
    /// <param name="error">Median relative error, measured on held-out sessions.</param>
    public static TokenMeter Estimated(TokenCounter counter, string family, double factor, double error) => new(family, counter, factor, error);

    /// <summary>The meter of an encoding's name.</summary>
    /// <param name="encoding"><c>o200k_base</c>, <c>cl100k_base</c> or <c>chars4</c>.</param>
    /// <param name="meter">The meter, or null.</param>
    public static bool TryParse(string encoding, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TokenMeter? meter)
    {
        meter = encoding switch
        {
            "o200k_base" => Exact(TokenCounter.O200k),
            "cl100k_base" => Exact(TokenCounter.Cl100k),
            "chars4" => Chars4,
            _ => null,
        };
        return meter is not null;
    }

    /// <summary>Tokens of a text in this unit.</summary>
    /// <param name="utf8">Any bytes.</param>
    public int Count(ReadOnlySpan<byte> utf8) => (int)FromRaw(_counter is null ? CountCharacters(utf8) : _counter.Count(utf8));

    /// <summary>Turns exact tokens, or characters, into this unit.</summary>
    internal long FromRaw(long raw) => _counter is null ? (raw + 3) / 4 : _factor == 1 ? raw : (long)Math.Ceiling(raw * _factor);

    /// <summary>Unicode scalars of a text; each maximal ill-formed subpart is one.</summary>
    internal static long CountCharacters(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8))
        {
            long characters = 0;
            foreach (var b in utf8)
                characters += (b & 0xC0) != 0x80 ? 1 : 0;
            return characters;
        }

        long count = 0;
        for (; !utf8.IsEmpty; count++)
        {
            System.Text.Rune.DecodeFromUtf8(utf8, out _, out var length);
            utf8 = utf8[length..];
        }

        return count;
    }
}

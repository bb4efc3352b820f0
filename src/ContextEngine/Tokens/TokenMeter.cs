using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Pith.Tokens;

/// <summary>What a person chose to count with: an exact vocabulary, the guess other tools make, or a calibrated estimate.</summary>
public sealed class TokenMeter
{
    private readonly double factor;

    private TokenMeter(string name, TokenCounter? counter, bool isExact, double factor, double relativeError) =>
        (Name, Counter, IsExact, this.factor, RelativeError) = (name, counter, isExact, factor, relativeError);

    /// <summary>Characters (Unicode scalars) divided by four, rounded up: the guess other tools make, for comparing like with like.</summary>
    public static TokenMeter Chars4 { get; } = new("chars4", null, isExact: false, 0.25, 0.3);

    /// <summary>As a person writes it: <c>o200k_base</c>, <c>cl100k_base</c>, <c>chars4</c>, or <c>family (estimate)</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the numbers are those of the model itself. Others are printed with <c>~</c>.</summary>
    public bool IsExact { get; }

    /// <summary>The measured relative error of an estimate; zero when exact.</summary>
    public double RelativeError { get; }

    /// <summary>The counter below, or null for <see cref="Chars4"/>.</summary>
    internal TokenCounter? Counter { get; }

    /// <summary>The tokenizer that a user brought, or null.</summary>
    internal BroughtCounter? Brought { get; private init; }

    /// <summary>Counts with a published vocabulary.</summary>
    public static TokenMeter Exact(TokenCounter counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return new(counter.Name, counter, isExact: true, 1, 0);
    }

    /// <summary>Counts with a tokenizer that a user brought.</summary>
    internal static TokenMeter Exact(BroughtCounter brought) => new(brought.Name, null, isExact: true, 1, 0) { Brought = brought };

    /// <summary>Estimates a model family without a published vocabulary as a multiple of an exact count.</summary>
    /// <param name="counter">The vocabulary to count with.</param>
    /// <param name="family">The family the factor was measured on.</param>
    /// <param name="factor">Tokens of the family per token of the vocabulary.</param>
    /// <param name="error">The relative error measured with it.</param>
    public static TokenMeter Estimated(TokenCounter counter, string family, double factor, double error)
    {
        ArgumentNullException.ThrowIfNull(counter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ArgumentOutOfRangeException.ThrowIfNegative(error);
        return new($"{family} (estimate)", counter, isExact: false, factor, error);
    }

    /// <summary>The meter of one of the three names <c>o200k_base</c>, <c>cl100k_base</c> and <c>chars4</c>.</summary>
    public static bool TryParse(string encoding, [NotNullWhen(true)] out TokenMeter? meter)
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

    /// <summary>The tokens of a text, or the estimate of them rounded to the nearest whole. Allocates nothing once warm.</summary>
    public int Count(ReadOnlySpan<byte> utf8) => checked((int)Total(Units(utf8)));

    /// <summary>What a stream adds up: tokens of the vocabulary, or characters.</summary>
    internal long Units(ReadOnlySpan<byte> utf8) => Counter?.Count(utf8) ?? Brought?.Count(utf8) ?? Characters(utf8);

    /// <summary>The meter's number for so many units.</summary>
    internal long Total(long units) => IsExact ? units : Counter is null ? (units + 3) / 4 : (long)Math.Round(units * factor, MidpointRounding.AwayFromZero);

    private static long Characters(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return BrokenCharacters(utf8);
        var continuations = 0;
        foreach (var b in utf8)
            continuations += (b & 0xC0) == 0x80 ? 1 : 0;
        return utf8.Length - continuations;
    }

    private static long BrokenCharacters(ReadOnlySpan<byte> utf8)
    {
        var count = 0L;
        for (; !utf8.IsEmpty; count++)
        {
            Rune.DecodeFromUtf8(utf8, out _, out var consumed);
            utf8 = utf8[consumed..];
        }

        return count;
    }
}

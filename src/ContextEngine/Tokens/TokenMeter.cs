using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Pith.Tokens;

/// <summary>What a person chose to count with: an exact vocabulary, the guess other tools make, or a calibrated estimate.</summary>
public sealed class TokenMeter
{
    private TokenMeter(string name, TokenCounter? counter, Estimator? estimator, ImageRule images) =>
        (Name, Counter, Estimator, Images) = (name, counter, estimator, images);

    /// <summary>Characters (Unicode scalars) divided by four, rounded up: the guess other tools make, for comparing like with like. Nothing is known of its error.</summary>
    public static TokenMeter Chars4 { get; } = new("chars4", null, null, DefaultImages);

    /// <summary>As a person writes it: <c>o200k_base</c>, <c>cl100k_base</c>, <c>chars4</c>, or <c>model (estimate)</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the numbers are those of the model itself. Others are printed with <c>~</c>.</summary>
    public bool IsExact => Counter is not null || Brought is not null;

    /// <summary>The weights and the measured error of an estimate; null for the others.</summary>
    public Estimator? Estimator { get; }

    /// <summary>What a picture costs.</summary>
    public ImageRule Images { get; }

    /// <summary>The counter below, or null where the meter is not exact.</summary>
    internal TokenCounter? Counter { get; }

    /// <summary>The tokenizer that a user brought, or null.</summary>
    internal BroughtCounter? Brought { get; private init; }

    /// <summary>Whether parts of a text that were counted apart can be added up, if they were cut where both published patterns begin a piece.</summary>
    public bool CanJoin => Estimator is null && Brought is null;

    /// <summary>The rule of GPT-4o and GPT-4.1 (developers.openai.com, Images and vision), for vocabularies named without a model.</summary>
    private static ImageRule DefaultImages => ImageRule.OfTiles(85, 170);

    /// <summary>Counts with a published vocabulary.</summary>
    public static TokenMeter Exact(TokenCounter counter) => Exact(counter, DefaultImages);

    /// <summary>Counts with a published vocabulary, and pictures by a rule of their own.</summary>
    public static TokenMeter Exact(TokenCounter counter, ImageRule images)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return new(counter.Name, counter, null, images);
    }

    /// <summary>Counts with a tokenizer that a user brought.</summary>
    internal static TokenMeter Exact(BroughtCounter brought) => new(brought.Name, null, null, DefaultImages) { Brought = brought };

    /// <summary>Estimates a model without a published vocabulary.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="estimator">Its family's weights.</param>
    /// <param name="images">What its pictures cost.</param>
    public static TokenMeter Estimated(string model, Estimator estimator, ImageRule images)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new($"{model} (estimate)", null, estimator, images);
    }

    /// <summary>Half the width of the interval that holds the true count 90 times in 100; 0 where the meter is exact or its error unknown.</summary>
    /// <param name="tokens">An estimate of this meter.</param>
    public long Margin(long tokens) => Estimator?.Step.Around(tokens) ?? 0;

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
    public int Count(ReadOnlySpan<byte> utf8)
    {
        if (Estimator is null)
            return checked((int)Total(Units(utf8)));
        var parts = default(ContextParts);
        parts.Measure(utf8);
        return checked((int)Rounded(Estimator.EstimateText(parts)));
    }

    /// <summary>What a stream of an exact meter, or of characters, adds up.</summary>
    internal long Units(ReadOnlySpan<byte> utf8) => Counter?.Count(utf8) ?? Brought?.Count(utf8) ?? Characters(utf8);

    /// <summary>The number for so many units.</summary>
    internal long Total(long units) => IsExact ? units : (units + 3) / 4;

    internal static long Rounded(double tokens) => Math.Max(0, (long)Math.Round(tokens, MidpointRounding.AwayFromZero));

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

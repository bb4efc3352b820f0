using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// A stretch of conversation as an estimate sees it: how much there is of each <see cref="EstimateTerm"/>. Add the blocks
/// in order. Linear in the bytes added; nothing is allocated once the counters are warm.
/// </summary>
public partial struct ContextParts
{
    /// <summary>How many terms there are.</summary>
    public const int Terms = (int)EstimateTerm.Reference + 1;

    /// <summary>How many of them, from the first, belong to texts.</summary>
    public const int TextTerms = (int)EstimateTerm.Numbers + 1;

    // Encrypted thinking of a few words already has a signature of this length.
    private const int ShortestSignature = 250;

    private static ReadOnlySpan<byte> ReferenceMark => "{\"type\":\"tool_reference\""u8;

    private Sums _sums;
    private bool _hasCalls, _hasResults;

    /// <summary>How much there is of a term.</summary>
    /// <param name="term">The term.</param>
    public readonly double this[EstimateTerm term] => _sums[(int)term];

    /// <summary>Tokens that a published rule gives outright, such as those of pictures.</summary>
    public long ByRule { get; private set; }

    /// <summary>Every term in order.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<double> Values => ((ReadOnlySpan<double>)_sums)[..Terms];

    /// <summary>Whether there is nothing to estimate.</summary>
    public readonly bool IsEmpty => !Values.ContainsAnyExcept(0);

    /// <summary>A text alone, without anything around it.</summary>
    /// <param name="utf8">The text.</param>
    public void Measure(ReadOnlySpan<byte> utf8)
    {
        var shape = new ByteShape();
        shape.Add(utf8);
        Measure(TokenCounter.O200k.Count(utf8), TokenCounter.Cl100k.Count(utf8), shape);
    }

    /// <summary>The assistant begins to answer: calls and results that follow are messages of their own.</summary>
    public void BeginAnswer() => (_hasCalls, _hasResults) = (false, false);

    /// <summary>What the assistant says; several texts of one answer may be added as one or apart.</summary>
    /// <param name="utf8">The text.</param>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        Measure(utf8);
        Plus(EstimateTerm.Text);
    }

    /// <summary>A block of thinking: by its signature, which grows with the whole of it, or by its words where there is no signature.</summary>
    /// <param name="utf8">Its words; the API often shows a summary or nothing.</param>
    /// <param name="signature">Length of its signature in characters; 0 without one.</param>
    public void AddThinking(ReadOnlySpan<byte> utf8, int signature)
    {
        Plus(EstimateTerm.Thinking);
        if (signature == 0)
            Measure(utf8);
        else
            Plus(EstimateTerm.Signature, Math.Max(0, signature - ShortestSignature));
    }

    /// <summary>A result of a tool.</summary>
    /// <param name="utf8">Its text.</param>
    public void AddResult(ReadOnlySpan<byte> utf8)
    {
        Plus(_hasResults ? EstimateTerm.FurtherResult : EstimateTerm.Results);
        _hasResults = true;
        if (!utf8.StartsWith(ReferenceMark))
            Measure(utf8);
        else
            Plus(EstimateTerm.Reference, System.MemoryExtensions.Count(utf8, ReferenceMark));
    }

    /// <summary>What the user, the system or the harness says.</summary>
    /// <param name="utf8">The text.</param>
    public void AddMessage(ReadOnlySpan<byte> utf8)
    {
        Measure(utf8);
        Plus(EstimateTerm.Message);
    }

    /// <summary>Tokens that a rule gives.</summary>
    /// <param name="tokens">How many; negative takes away.</param>
    public void AddByRule(long tokens) => ByRule += tokens;

    internal void Measure(long o200k, long cl100k, in ByteShape shape)
    {
        Plus(EstimateTerm.O200k, o200k);
        Plus(EstimateTerm.Cl100k, cl100k);
        Plus(EstimateTerm.Lower, shape.LowerLetters);
        Plus(EstimateTerm.Upper, shape.UpperLetters);
        Plus(EstimateTerm.Humps, shape.Humps);
        Plus(EstimateTerm.Joints, shape.Joints);
        Plus(EstimateTerm.Clusters, shape.Clusters);
        Plus(EstimateTerm.Lines, shape.Lines);
        Plus(EstimateTerm.Numbers, shape.Numbers);
    }

    private void Plus(EstimateTerm term, double amount = 1) => _sums[(int)term] += amount;

    [InlineArray(Terms)]
    private struct Sums
    {
        private double _first;
    }
}

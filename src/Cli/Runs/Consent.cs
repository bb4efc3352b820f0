namespace Pith.Cli.Runs;

/// <summary>What a person said to a call.</summary>
/// <param name="Allowed">Whether it may run.</param>
/// <param name="Words">Why not, in words for the model; empty when it may.</param>
internal readonly record struct Consent(bool Allowed, string Words)
{
    /// <summary>The input that the person wants instead, one JSON object; empty for the call's own.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>This call may run; the next is asked again.</summary>
    public static readonly Consent Once = new(true, "");

    /// <summary>It may not.</summary>
    public static Consent Refused(string words) => new(false, words);
}

namespace Pith.Tokens;

/// <summary>What happens to numbers before GPT-2's pattern sees the text.</summary>
internal interface IGpt2Numbers
{
    /// <summary>Whether they are split off first.</summary>
    static abstract bool AreCutOff { get; }

    /// <summary>Whether each is a piece of its own.</summary>
    static abstract bool StandAlone { get; }
}

/// <summary>Nothing.</summary>
internal readonly struct NumbersInText : IGpt2Numbers
{
    public static bool AreCutOff => false;

    public static bool StandAlone => false;
}

/// <summary>A split at every number (<c>Digits</c> with <c>individual_digits</c>).</summary>
internal readonly struct NumbersAlone : IGpt2Numbers
{
    public static bool AreCutOff => true;

    public static bool StandAlone => true;
}

/// <summary>A split at every run of numbers.</summary>
internal readonly struct NumbersInRuns : IGpt2Numbers
{
    public static bool AreCutOff => true;

    public static bool StandAlone => false;
}

namespace Pith.Tokens;

/// <summary>Where the relatives of Llama 3's pattern differ.</summary>
internal interface ILlama3Rules
{
    /// <summary><c>\p{N}</c> rather than <c>\p{N}{1,3}</c>.</summary>
    static abstract bool NumbersStandAlone { get; }

    /// <summary><c>[\p{L}\p{M}]</c> rather than <c>\p{L}</c>.</summary>
    static abstract bool MarksAreLetters { get; }
}

/// <summary>Llama 3.</summary>
internal readonly struct Llama3Rules : ILlama3Rules
{
    public static bool NumbersStandAlone => false;

    public static bool MarksAreLetters => false;
}

/// <summary>Qwen 2 to 3.</summary>
internal readonly struct Qwen2Rules : ILlama3Rules
{
    public static bool NumbersStandAlone => true;

    public static bool MarksAreLetters => false;
}

/// <summary>Qwen 3.5.</summary>
internal readonly struct Qwen35Rules : ILlama3Rules
{
    public static bool NumbersStandAlone => true;

    public static bool MarksAreLetters => true;
}

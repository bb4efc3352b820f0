namespace Pith.Bench.Tokens.Contenders;

/// <summary>A counter that is measured.</summary>
internal interface IContender
{
    /// <summary>Its name and version.</summary>
    string Name { get; }

    /// <summary>Makes a counter that remembers no text, with its vocabulary loaded. Not timed.</summary>
    void Forget();

    /// <summary>The tokens of a text.</summary>
    int Count(Text text);

    /// <summary>The ids of a text, as the contender hands them out.</summary>
    /// <returns>How many.</returns>
    int Encode(Text text);
}

namespace Pith.Tokens;

/// <summary>Where the tokens of a piece go: into a count, or into a list of ids.</summary>
internal interface ITokenSink
{
    /// <summary>Takes the next token, from left to right.</summary>
    void Add(int id);
}

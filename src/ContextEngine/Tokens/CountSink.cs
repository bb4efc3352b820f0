namespace Pith.Tokens;

/// <summary>Counts tokens and forgets them.</summary>
internal struct CountSink : ITokenSink
{
    public int Count { get; private set; }

    public void Add(int id) => Count++;
}

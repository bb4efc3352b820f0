namespace Pith.Tokens;

/// <summary>Adds up the bytes of the first so many tokens.</summary>
internal struct LengthSink(Vocabulary vocabulary, int tokens) : ITokenSink
{
    private int left = tokens;

    public int Length { get; private set; }

    public readonly bool IsFull => left == 0;

    public void Add(int id)
    {
        if (left == 0)
            return;
        left--;
        Length += vocabulary.LengthOf(id);
    }
}

namespace Pith.Offload;

/// <summary>The grain of selection: a line with its line feed, or a piece of a line too long to be taken whole.</summary>
internal struct TextUnit
{
    public int Start;
    public int End;

    /// <summary>From 1.</summary>
    public int Line;

    /// <summary>How much one wants to see it; 0 is no reason of its own.</summary>
    public int Weight;

    /// <summary>One bit for each word of interest that occurs.</summary>
    public ulong Terms;

    public UnitKind Kind;

    /// <summary>Columns of white space before the text, a tab counting four.</summary>
    public byte Indent;

    public bool IsPiece;
}

namespace Pith.Tokens;

/// <summary>What a tokenizer does to a text before it merges anything, besides splitting it by a pattern.</summary>
internal readonly record struct TextRecipe
{
    /// <summary>The pattern, or <see cref="SplitPattern.None"/> where a text stays whole.</summary>
    public SplitPattern Pattern { get; init; }

    /// <summary>Whether the text is brought to normalization form C.</summary>
    public bool Composes { get; init; }

    /// <summary>Whether spaces become U+2581, as SentencePiece has them.</summary>
    public bool MarksSpaces { get; init; }

    /// <summary>What is put in front of a text.</summary>
    public TextPrefix Prefix { get; init; }

    /// <summary>What characters count as that the vocabulary lacks.</summary>
    public UnknownCharacter Unknown { get; init; }

    /// <summary>Whether no token crosses from a letter or number of ASCII into a space.</summary>
    public bool CutsAtSpaces { get; init; }

    /// <summary>Whether no token goes on from a line end to anything else.</summary>
    public bool CutsAtLines { get; init; }

    /// <summary>Whether texts pass through unchanged.</summary>
    public bool IsPlain => !Composes && !MarksSpaces && Prefix == TextPrefix.None && Unknown == UnknownCharacter.Impossible;
}

/// <summary>What a tokenizer puts in front of a text.</summary>
internal enum TextPrefix : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A space before each stretch between added tokens that does not begin with one (<c>ByteLevel</c>).</summary>
    Space,

    /// <summary>U+2581 before each stretch between added tokens (<c>Prepend</c>).</summary>
    Mark,

    /// <summary>U+2581 before each stretch that does not begin with it (<c>Metaspace</c>, always).</summary>
    MissingMark,

    /// <summary>U+2581 before a text that does not begin with it (<c>Metaspace</c>, first).</summary>
    FirstMissingMark,
}

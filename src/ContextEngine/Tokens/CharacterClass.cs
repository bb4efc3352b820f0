namespace Pith.Tokens;

/// <summary>What the published split patterns tell apart; a partition of all code points, by Unicode 16 categories.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Neither letter, mark, number nor white space.</summary>
    Other,

    /// <summary>Lu and Lt.</summary>
    Upper,

    /// <summary>Ll.</summary>
    Lower,

    /// <summary>Lm and Lo: letters that may stand with either case.</summary>
    Caseless,

    /// <summary>Mn, Mc and Me.</summary>
    Mark,

    /// <summary>Nd, Nl and No.</summary>
    Number,

    /// <summary>White_Space other than the two below.</summary>
    Space,

    /// <summary>Carriage return and line feed.</summary>
    Newline,
}

namespace Pith.Tokens;

/// <summary>The classes of code points that the published split patterns tell apart. Values are bits, so that runs test sets.</summary>
[Flags]
internal enum CharClass : byte
{
    /// <summary>Anything else: punctuation, symbols, controls, unassigned.</summary>
    Other = 1,

    /// <summary>Carriage return and line feed.</summary>
    Newline = 2,

    /// <summary>White space other than a newline.</summary>
    Space = 4,

    /// <summary>Lu, Lt.</summary>
    Upper = 8,

    /// <summary>Ll.</summary>
    Lower = 16,

    /// <summary>Lm, Lo.</summary>
    Caseless = 32,

    /// <summary>M.</summary>
    Mark = 64,

    /// <summary>N.</summary>
    Number = 128,

    /// <summary>L.</summary>
    Letter = Upper | Lower | Caseless,

    /// <summary>White space of any kind.</summary>
    White = Newline | Space,
}

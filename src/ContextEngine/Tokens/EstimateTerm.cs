namespace Pith.Tokens;

/// <summary>What an estimate is a weighted sum of: the measure of the texts, then what wraps texts in a request.</summary>
public enum EstimateTerm
{
    /// <summary>Tokens of o200k_base.</summary>
    O200k,

    /// <summary>Tokens of cl100k_base.</summary>
    Cl100k,

    /// <summary>Lower-case ASCII letters.</summary>
    Lower,

    /// <summary>Upper-case ASCII letters.</summary>
    Upper,

    /// <summary>Capitals right behind a small letter, as in camelCase.</summary>
    Humps,

    /// <summary>Letters right behind a punctuation mark, as in .name or /src.</summary>
    Joints,

    /// <summary>Punctuation marks right behind another, as JSON and code have them.</summary>
    Clusters,

    /// <summary>Runs of line ends: listings and logs have many.</summary>
    Lines,

    /// <summary>Runs of ASCII digits.</summary>
    Numbers,

    /// <summary>Texts of the assistant.</summary>
    Text,

    /// <summary>Blocks of thinking.</summary>
    Thinking,

    /// <summary>Characters of signatures beyond the shortest: thinking is encrypted in there, so this tells its length.</summary>
    Signature,

    /// <summary>Messages with calls.</summary>
    Calls,

    /// <summary>Calls beyond the first of their message.</summary>
    FurtherCall,

    /// <summary>Arguments of calls.</summary>
    Argument,

    /// <summary>Messages with results.</summary>
    Results,

    /// <summary>Results beyond the first of their message.</summary>
    FurtherResult,

    /// <summary>Texts of the user, the system or the harness.</summary>
    Message,

    /// <summary>Tools that a search brought in by name; their definitions are not recorded.</summary>
    Reference,
}

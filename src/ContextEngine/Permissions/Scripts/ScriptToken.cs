namespace Pith.Permissions.Scripts;

/// <summary>A piece of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, in characters.</param>
/// <param name="End">Where what follows it begins.</param>
/// <param name="AfterBreak">Whether a line ends before it, which may end a statement.</param>
internal readonly record struct ScriptToken(ScriptTokenKind Kind, int Start, int End, bool AfterBreak);

/// <summary>What a piece of a script is. A regular expression and a template begin as punctuators; only a parser can tell.</summary>
internal enum ScriptTokenKind
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>An operator, a bracket or another sign.</summary>
    Sign,

    /// <summary>What is not surely understood.</summary>
    Unknown,
}

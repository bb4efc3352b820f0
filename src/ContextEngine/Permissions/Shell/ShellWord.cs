namespace Pith.Permissions.Shell;

/// <summary>A word of a command, its quotes removed.</summary>
/// <param name="Text">The text; where the word is not literal, the parts the shell would replace stand as they were written.</param>
/// <param name="Traits">What the shell would still do to it.</param>
/// <param name="Start">Where it begins in the command line, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct ShellWord(string Text, WordTraits Traits, int Start, int End)
{
    /// <summary>Whether a program gets exactly <see cref="Text"/>.</summary>
    public bool IsLiteral => (Traits & (WordTraits.Dynamic | WordTraits.Pattern | WordTraits.Braces | WordTraits.Tilde)) == 0;

    /// <summary>Whether the word may turn out to begin with a hyphen, and so to be an option.</summary>
    public bool MayBeOption => Text.Length == 0 ? !IsLiteral : IsLiteral || Traits == WordTraits.Tilde ? Text[0] == '-' : Text[0] is '-' or '$' or '`' or '*' or '?' or '[' or '{' || Splits;

    /// <summary>Whether its value may become several words.</summary>
    public bool Splits => (Traits & (WordTraits.Splits | WordTraits.Braces)) != 0;

    /// <summary>Whether any of these traits is there.</summary>
    public bool Has(WordTraits traits) => (Traits & traits) != 0;
}

namespace Pith.Permissions.Shell;

/// <summary>What the shell would still do to a word before a program sees it.</summary>
[Flags]
public enum WordTraits
{
    /// <summary>Nothing: the text is what the program gets.</summary>
    None = 0,

    /// <summary>A parameter, a substitution or arithmetic stands in it; that part of the text is its source.</summary>
    Dynamic = 1,

    /// <summary>It is a pattern of file names.</summary>
    Pattern = 2,

    /// <summary>It has braces that make several words of it.</summary>
    Braces = 4,

    /// <summary>It begins with an unquoted <c>~</c>.</summary>
    Tilde = 8,

    /// <summary>Part of it is quoted; such a word is never a reserved word.</summary>
    Quoted = 16,

    /// <summary>An expansion in it is not quoted, or is a list such as <c>"$@"</c>, so that its value may become several words, or none.</summary>
    Splits = 32,

    /// <summary>A backslash at the end of a line stands in it.</summary>
    Continued = 64,

    /// <summary>The whole of it is a process substitution: the name of a pipe. That its text begins like one says nothing, since quotes are gone.</summary>
    Process = 128,

    /// <summary>The whole of it is an expansion that comes to a number.</summary>
    Number = 256,
}

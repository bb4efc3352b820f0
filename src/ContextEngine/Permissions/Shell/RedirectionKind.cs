namespace Pith.Permissions.Shell;

/// <summary>The ways of redirection.</summary>
public enum RedirectionKind
{
    /// <summary><c>&lt;</c></summary>
    Read,

    /// <summary><c>&gt;</c>, <c>&gt;|</c></summary>
    Write,

    /// <summary><c>&gt;&gt;</c></summary>
    Append,

    /// <summary><c>&lt;&gt;</c>, which makes the file where there is none</summary>
    ReadWrite,

    /// <summary><c>&amp;&gt;</c>, <c>&gt;&amp;file</c></summary>
    WriteBoth,

    /// <summary><c>&amp;&gt;&gt;</c></summary>
    AppendBoth,

    /// <summary><c>&gt;&amp;1</c>, <c>&lt;&amp;0</c>, <c>&gt;&amp;-</c>: no file is opened</summary>
    Duplicate,

    /// <summary><c>&lt;&lt;</c>; the target is the delimiter</summary>
    Document,

    /// <summary><c>&lt;&lt;&lt;</c>; the target is the text</summary>
    Text,
}

namespace Pith.Cli.Commands;

/// <summary>What a shell offers for a word.</summary>
internal enum Completion : byte
{
    /// <summary>Nothing: a number, a pattern, a handle.</summary>
    None,

    /// <summary>Files.</summary>
    File,

    /// <summary>The names of commands.</summary>
    Command,

    /// <summary>The names of shells.</summary>
    Shell,
}

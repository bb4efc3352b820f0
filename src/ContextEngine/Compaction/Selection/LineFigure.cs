namespace Pith.Compaction.Selection;

/// <summary>
/// What is known of a line, a figure each; <see cref="LineWeights"/> has a weight for every one, in this order. Those up to
/// <see cref="FileAsked"/> are the same for all lines of one part of a block; those up to <see cref="Joins"/> are a line's own for ever.
/// </summary>
internal enum LineFigure : byte
{
    /// <summary>Always 1.</summary>
    Bias,

    /// <summary>Where it stands: a result of a tool of this kind, 1 for one of these ten.</summary>
    Read, Search, Shell, Other,

    /// <summary>What an edit took or put, what a write put.</summary>
    Edited, Written,

    /// <summary>All of an argument, or a line of a longer one.</summary>
    Command, Argument,

    /// <summary>Who said it.</summary>
    Assistant, User,

    /// <summary>Exchanges since it stood, and since its file or command was touched.</summary>
    Age, TouchAge,

    /// <summary>How often its file was changed, and whether since.</summary>
    Changed, ChangedSince,

    /// <summary>How often its file was read.</summary>
    Reads,

    /// <summary>Read from a file that was never changed.</summary>
    NeverChanged,

    /// <summary>How often its command ran.</summary>
    Runs,

    /// <summary>Age once more, for what was written, run and read.</summary>
    WrittenAge, CommandAge, ReadAge,

    /// <summary>Whether a person named its file.</summary>
    FileAsked,

    /// <summary>Whether it opens a declaration or names an error.</summary>
    Declares, Error,

    /// <summary>Its bytes.</summary>
    Length,

    /// <summary>How many paths it names, and whether a symbol stands beside one: it says what belongs where.</summary>
    Paths, Joins,

    /// <summary>How many lines of tools look like it but for their numbers.</summary>
    Template,

    /// <summary>How near it stands to a line that an edit took or put.</summary>
    NearChange,

    /// <summary>How often calls said it, and results showed it.</summary>
    Repeated, Seen,

    /// <summary>How often the assistant acted on its names, and how lately.</summary>
    Atoms, RecentAtoms,

    /// <summary>Whether a later edit took it away.</summary>
    Gone,

    /// <summary>Whether a person named something in it.</summary>
    Asked,
}

namespace Pith.Compaction;

/// <summary>Which part of the work a line of the history is.</summary>
internal enum HistoryPart : byte
{
    /// <summary>A heading of our own.</summary>
    Heading,

    /// <summary>Words of a person.</summary>
    User,

    /// <summary>Words that the harness added.</summary>
    Notice,

    /// <summary>Words of the model.</summary>
    Assistant,

    /// <summary>An argument of a call.</summary>
    Argument,

    /// <summary>Text that an edit took away.</summary>
    Removed,

    /// <summary>Text that an edit or a write put on disk.</summary>
    Added,

    /// <summary>A line of a tool result.</summary>
    Result,
}

/// <summary>One line of the history: where it lies in the text, whose it is and what it is about; whole when it is all of an argument.</summary>
internal readonly record struct HistoryLine(int Start, int Length, int Block, int Exchange, HistoryPart Part, bool Whole);

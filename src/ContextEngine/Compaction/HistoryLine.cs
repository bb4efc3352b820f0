using Pith.Conversations;

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

    /// <summary>Names that an earlier memory listed under a head.</summary>
    Names,
}

/// <summary>One line of the history: where it lies in the text, whose it is and what it is about.</summary>
/// <param name="Id">Its position among all lines of the conversation, by which what is known of it is found.</param>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Block">The block it stood in.</param>
/// <param name="Exchange">The exchange it stood in.</param>
/// <param name="Part">Which part of the work it is.</param>
/// <param name="Whole">Whether it is all of an argument.</param>
/// <param name="Work">What the tool it came from does.</param>
/// <param name="Subject">The file or command it is about, as a symbol of the index; -1 for none.</param>
/// <param name="Head">Its head in an earlier memory, by position in the history's heads; -1 where it came from no memory.</param>
internal readonly record struct HistoryLine(int Id, int Start, int Length, int Block, int Exchange, HistoryPart Part, bool Whole, ToolKind Work, int Subject, int Head);

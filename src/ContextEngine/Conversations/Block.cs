using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// One block of the current context: what it is, where its text lies in the index, what it costs. The text itself is
/// read with <see cref="ContextIndex.Text(int)"/>.
/// </summary>
public readonly record struct Block
{
    /// <summary>What the block is.</summary>
    public BlockKind Kind { get; init; }

    /// <summary>Who speaks.</summary>
    public Role Role { get; init; }

    /// <summary>Facts that decide how it may be rendered.</summary>
    public BlockFlags Flags { get; init; }

    /// <summary>What kind of work the call does; <see cref="ToolKind.None"/> outside calls and results.</summary>
    public ToolKind Work { get; init; }

    /// <summary>Position in <see cref="ContextIndex.Turns"/>.</summary>
    public int Turn { get; init; }

    /// <summary>Tokens of the text in the index's unit.</summary>
    public int Tokens { get; init; }

    /// <summary>Where the text starts in the index's arena, in bytes.</summary>
    public int Start { get; init; }

    /// <summary>Length of the text in bytes.</summary>
    public int Length { get; init; }

    /// <summary>The block joined to this one: a call's first result, or a result's call; -1 where there is none.</summary>
    public int Partner { get; init; }

    /// <summary>Symbol of the tool's name; -1 where there is none.</summary>
    public int Tool { get; init; }

    /// <summary>Symbol of the id that joins call and result; -1 where the format has none.</summary>
    public int CallId { get; init; }

    /// <summary>Symbol of the file a call works on, or of the command it runs; -1 where there is neither.</summary>
    public int Subject { get; init; }

    /// <summary>Symbol of the signature (thinking) or media type (image); -1 where there is none.</summary>
    public int Extra { get; init; }

    /// <summary>First line of a numbered file excerpt, from 1; 0 where the result is not one.</summary>
    public int FirstLine { get; init; }

    /// <summary>Last line of a numbered file excerpt; 0 where the result is not one.</summary>
    public int LastLine { get; init; }

    /// <summary>XxHash3 of the text: equal texts have equal hashes.</summary>
    public ulong Hash { get; init; }

    /// <summary>Whether the flag is set.</summary>
    /// <param name="flag">The flag asked for.</param>
    public bool Has(BlockFlags flag) => (Flags & flag) != 0;
}

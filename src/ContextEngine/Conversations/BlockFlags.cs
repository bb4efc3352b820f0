namespace Pith.Conversations;

/// <summary>Facts about a block that decide how it may be rendered.</summary>
[Flags]
public enum BlockFlags : byte
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Written by the harness, not by a person.</summary>
    Meta = 1,

    /// <summary>A summary left by an earlier compaction, ours or another's.</summary>
    Summary = 2,

    /// <summary>A tool result that reports failure.</summary>
    Error = 4,

    /// <summary>Words of a person that ask for something: neither meta, summary nor a client's notice.</summary>
    Request = 8,
}

namespace Pith.Compaction.Selection;

/// <summary>What is known of a line by itself; headings have nothing but zeros.</summary>
internal readonly record struct LineFacts
{
    /// <summary>Equal for lines that say the same; 0 for those that say nothing by themselves.</summary>
    public int Key { get; init; }

    /// <summary>Equal for lines that say the same of the same file or command.</summary>
    public int Pair { get; init; }

    /// <summary>Equal for lines of tools that look alike but for their numbers; 0 for others.</summary>
    public int Template { get; init; }

    /// <summary>Where its atoms stand in the store.</summary>
    public int FirstAtom { get; init; }

    /// <summary>Behind the last of them.</summary>
    public int EndAtom { get; init; }

    /// <summary>Whether it is text of a file, which has names.</summary>
    public bool IsSource { get; init; }

    /// <summary>Whether it opens a declaration.</summary>
    public bool Declares { get; init; }

    /// <summary>Whether it speaks of failure.</summary>
    public bool NamesError { get; init; }
}

namespace Pith.Compaction;

/// <summary>The headings of a memory block: written by one compaction, read back by the next.</summary>
internal static class MemorySections
{
    public const string Pins = "## Pinned by the user (verbatim)";
    public const string Constraints = "## Constraints (verbatim)";
    public const string Requests = "## Requests (verbatim, newest first)";
    public const string Todos = "## Todos";
    public const string Failures = "## Failures";
    public const string Changed = "## Files changed, newest first";
    public const string Read = "## Files read";
    public const string Log = "## Log";
    public const string Instructed = "## Kept as the user asked (verbatim; … marks a gap)";
    public const string Lines = "## Lines (verbatim; … marks a gap)";
    public const string End = "</pith-memory>";

    /// <summary>How the list of names under a file's head begins.</summary>
    public const string Names = "names:";

    /// <summary>Every heading, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Pins, Constraints, Requests, Todos, Failures, Changed, Read, Log, Instructed, Lines];
}

using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>A line that was said in a session.</summary>
/// <param name="Session">The session's id.</param>
/// <param name="Record">The number of its record.</param>
/// <param name="Role">Who said it.</param>
/// <param name="Text">The line, whole.</param>
internal readonly record struct FoundLine(string Session, long Record, Role Role, string Text);

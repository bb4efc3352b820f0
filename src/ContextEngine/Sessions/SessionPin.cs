using Pith.Store;

namespace Pith.Sessions;

/// <summary>A pin of the user's, as the log keeps it.</summary>
/// <param name="Number">Its number, which no other pin of the session gets.</param>
/// <param name="Word">As the user wrote it.</param>
/// <param name="Stored">The text it stands for, where it names a turn or a handle.</param>
public sealed record SessionPin(int Number, string Word, BlobHash? Stored);

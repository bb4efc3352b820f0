namespace Pith.Compaction.Memories;

/// <summary>A request of the user, verbatim.</summary>
/// <param name="Turn">Where it stands.</param>
/// <param name="Text">Its words.</param>
/// <param name="State">What became of it, as far as events tell.</param>
public sealed record AskedRequest(int Turn, string Text, RequestState State);

using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>
/// The request that goes on from a log: as it stands where the window holds it, else the largest that fits. Pure, and of
/// every log, however damaged: what a provider would refuse was put right and stands in the repairs.
/// </summary>
public static class LogRequest
{
    /// <summary>A request of at most so many tokens; null where the window holds no sentence.</summary>
    /// <param name="index">A sealed index of the log.</param>
    /// <param name="form">How the request is written; it counts as written.</param>
    /// <param name="window">Tokens by the index's meter, with the output's room taken off.</param>
    public static Compacted? Of(ContextIndex index, IViewWriter form, int window) => LastResort.Behind(index, new Policy { Budget = window }, form);
}

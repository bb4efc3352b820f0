using Pith.Events;

namespace Pith.Providers.Wire;

/// <summary>Makes an event of a broken prefix, as of every other failure of an answer.</summary>
internal static class Prefix
{
    /// <summary>The failure, or null when the segments begin as the last request did.</summary>
    public static ModelEvent.Failed? Broken(PrefixGuard guard, IReadOnlyList<ReadOnlyMemory<byte>> segments)
    {
        try
        {
            guard.Check(segments);
            return null;
        }
        catch (PrefixBrokenException broken)
        {
            return new ModelEvent.Failed(FaultKind.PrefixBroken, $"{broken.Message}; this is a fault of pith's own, please report it", 0);
        }
    }
}

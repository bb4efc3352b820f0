using Pith.Events;

namespace Pith.Providers.Wire;

/// <summary>Makes an event of a broken prefix, as of every other failure of an answer.</summary>
internal static class Prefix
{
    public static (RequestBody? Body, ModelEvent.Failed? Broken) Checked(Func<RequestBody> write)
    {
        try
        {
            return (write(), null);
        }
        catch (PrefixBrokenException broken)
        {
            return (null, new ModelEvent.Failed(FaultKind.PrefixBroken, $"{broken.Message}; this is a fault of pith's own, please report it", 0));
        }
    }
}

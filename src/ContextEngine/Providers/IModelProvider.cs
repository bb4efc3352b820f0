using Pith.Events;

namespace Pith.Providers;

/// <summary>A model that can be asked: over the network, or from a script.</summary>
public interface IModelProvider
{
    /// <summary>Asks, and gives the answer as it comes. Contract: throws nothing but <see cref="OperationCanceledException"/>; every failure is the event <see cref="ModelEvent.Failed"/>, and the last one.</summary>
    /// <param name="request">Not changed, but that its guard remembers what was sent.</param>
    /// <param name="cancel">Ends the answer.</param>
    IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancel);
}

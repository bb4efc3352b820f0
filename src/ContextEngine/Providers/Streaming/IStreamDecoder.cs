using Pith.Events;

namespace Pith.Providers.Streaming;

/// <summary>Turns the server-sent events of one answer into model events. One instance reads one answer.</summary>
internal interface IStreamDecoder
{
    /// <summary>Whether the provider's own end was read. Without it an answer is no success.</summary>
    bool IsComplete { get; }

    /// <summary>Reads one event.</summary>
    /// <param name="data">Its data; valid only during the call.</param>
    /// <param name="events">Takes what it means: nothing, one event or several.</param>
    /// <exception cref="System.Text.Json.JsonException">The data is no JSON.</exception>
    /// <exception cref="StreamFaultException">It is, but not of this protocol.</exception>
    void Read(ReadOnlySpan<byte> data, List<ModelEvent> events);

    /// <summary>The body has ended. Some servers count that as the end of the answer.</summary>
    void End(List<ModelEvent> events);
}

using Pith.Events;

namespace Pith.Providers.Streaming;

/// <summary>A stream that cannot be read on. The client catches it and makes an event of it.</summary>
internal sealed class StreamFaultException(FaultKind kind, string message) : Exception(message)
{
    public FaultKind Kind { get; } = kind;
}

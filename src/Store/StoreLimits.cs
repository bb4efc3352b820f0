namespace Pith.Store;

/// <summary>How much of a disk a store may take. Reading, and what a session writes to its own log, are never refused.</summary>
public readonly record struct StoreLimits()
{
    /// <summary>Bytes on disk that blobs may take, without those in the trash; a put that would take more is refused.</summary>
    public long Quota { get; init; } = 5_000_000_000;

    /// <summary>The part of <see cref="Quota"/> from which on <see cref="StoreRoom.IsNearlyFull"/>.</summary>
    public double WarnFrom { get; init; } = 0.8;

    /// <summary>Bytes that a put leaves free on the disk, but never more than a twentieth of it.</summary>
    public long FreeFloor { get; init; } = 1_000_000_000;
}

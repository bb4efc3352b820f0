namespace Pith.Providers;

/// <summary>A request that does not begin with the bytes of the one before: a fault of pith's own, found before anything is sent.</summary>
/// <param name="message">Which part, and the first byte that differs.</param>
public sealed class PrefixBrokenException(string message) : Exception(message);

namespace Pith.Text;

/// <summary>A stream holds a piece that is longer than its reader takes. The caller knows who sent it, and says so.</summary>
/// <param name="what">The piece, with its article: a line, an event.</param>
/// <param name="limit">The bytes it may have.</param>
internal sealed class TooLongException(string what, int limit) : Exception($"{what} of more than {limit} bytes");

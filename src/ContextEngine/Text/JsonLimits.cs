using System.Text.Json;

namespace Pith.Text;

/// <summary>How JSON is read, everywhere alike: what one room accepts, the next must not refuse.</summary>
internal static class JsonLimits
{
    /// <summary>Deeper nesting is refused where a record is read; real transcripts stay below 40.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };
}

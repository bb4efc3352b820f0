using System.Text.Json;

namespace Pith.Transcripts;

/// <summary>How records are read as JSON.</summary>
internal static class JsonLimits
{
    /// <summary>Deeper nesting is refused; real transcripts stay below 40.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };
}

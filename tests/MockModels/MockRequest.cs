using System.Text;

namespace Pith.MockModels;

/// <summary>A request as it came.</summary>
public sealed record MockRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The bytes of its messages, without cache markers, so that one request can be held against the next.</summary>
    public string Messages
    {
        get
        {
            var text = Text.Replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "", StringComparison.Ordinal);
            return text[text.IndexOf("\"messages\":[", StringComparison.Ordinal)..];
        }
    }
}

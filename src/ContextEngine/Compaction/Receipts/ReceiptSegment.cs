using System.Text.Json;
using Pith.Store;

namespace Pith.Compaction.Receipts;

/// <summary>A segment that does not stand in the new context as it was, and where it is now.</summary>
/// <param name="Turn">Its turn, from 1.</param>
/// <param name="Kind">What it is: <c>user</c>, <c>assistant</c>, <c>call</c>, <c>result</c>, <c>thinking</c>, <c>image</c>.</param>
/// <param name="Tool">The tool it is of; empty where there is none.</param>
/// <param name="About">The file or command it is about; empty where there is none.</param>
/// <param name="Before">Tokens as it was.</param>
/// <param name="After">Tokens as it is shown.</param>
/// <param name="Rendering">How it is shown.</param>
/// <param name="Tier">The tier that decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Hash">Of its text.</param>
/// <param name="Handle">What brings it back; empty for what only the log has, such as reasoning and pictures.</param>
/// <param name="Line">Its first line in what the handle stands for, from 1; 0 where the handle stands for it alone.</param>
public sealed record ReceiptSegment(int Turn, string Kind, string Tool, string About, int Before, int After, Rendering Rendering, Tiers Tier, string Reason, BlobHash Hash, string Handle, int Line)
{
    /// <summary>Writes it as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteNumber("turn"u8, Turn);
        json.WriteString("kind"u8, Kind);
        if (Tool.Length > 0)
            json.WriteString("tool"u8, Tool);
        if (About.Length > 0)
            json.WriteString("about"u8, About);
        json.WriteNumber("tokensBefore"u8, Before);
        json.WriteNumber("tokensAfter"u8, After);
        json.WriteString("rendering"u8, Rendering.ToString().ToLowerInvariant());
        json.WriteString("tier"u8, TierNames.Of(Tier));
        json.WriteString("reason"u8, Reason);
        json.WriteString("sha256"u8, Hash.ToString());
        if (Handle.Length > 0)
            json.WriteString("handle"u8, Handle);
        if (Line > 0)
            json.WriteNumber("line"u8, Line);
        json.WriteEndObject();
    }
}

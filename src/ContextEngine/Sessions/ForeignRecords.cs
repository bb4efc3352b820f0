using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// Writes what another program's session holds as records of a Claude Code transcript: an id for each, which follows from
/// its place, and its parent the one before; compactions as boundaries, behind which the chain of parents begins anew.
/// Ids of the file's own records are kept in memory, for boundaries name those that stay.
/// </summary>
/// <param name="session">The name of the session.</param>
internal sealed class ForeignRecords(string session)
{
    private readonly Dictionary<string, string> written = []; // by the file's id of a record
    private readonly RecordBody body = new();
    private long count;

    /// <summary>Id of the record written last; null before the first.</summary>
    public string? LastId { get; private set; }

    /// <summary>The record of an entry, one line without its feed. Valid until the next.</summary>
    public ReadOnlySpan<byte> Of(ForeignEntry entry)
    {
        var id = RecordBody.IdOf(session, 0, ++count);
        if (entry.Message is { } message)
            Message(message, entry.Facts, id);
        else
            Boundary(entry, id);
        foreach (var name in entry.Message is null ? [] : entry.Ids)
            written[name] = id;
        LastId = id;
        return body.End();
    }

    private void Message(SessionMessage message, in ForeignFacts facts, string id)
    {
        var isAssistant = message.Role == Role.Assistant;
        Head(isAssistant ? "assistant"u8 : "user"u8, LastId, id, facts);
        if (facts.Flags.HasFlag(RecordFlags.Summary))
            body.Raw("isCompactSummary"u8, "true"u8);
        if (facts.Flags.HasFlag(RecordFlags.Meta))
            body.Raw("isMeta"u8, "true"u8);
        // Readers tell by the version of old whether the output figure may be a placeholder.
        if (isAssistant && !facts.HasDraftOutput)
            body.Text("version"u8, "pith");
        var inner = new RecordBody().BeginPlain().Text("role"u8, isAssistant ? "assistant" : "user");
        if (isAssistant)
            inner.Text("type"u8, "message").Text("id"u8, Or(facts.MessageId, $"msg_{id}")).Text("model"u8, Or(facts.Model, "unknown"));
        if (isAssistant && !facts.Usage.IsEmpty)
            inner.Raw("usage"u8, UsageOf(facts.Usage));
        body.Raw("message"u8, inner.Raw("content"u8, message.Content.Span).End());
    }

    private void Boundary(ForeignEntry entry, string id)
    {
        var metadata = new RecordBody().BeginPlain().Text("trigger"u8, "auto");
        if (entry.Ids.Count > 0)
            metadata.Raw("preservedMessages"u8, new RecordBody().BeginPlain().Raw("uuids"u8, Kept(entry.Ids)).End());
        Head("system"u8, parent: null, id, entry.Facts);
        body.Text("subtype"u8, "compact_boundary").Text("content"u8, "Conversation compacted").Text("logicalParentUuid"u8, LastId).Raw("compactMetadata"u8, metadata.End());
    }

    private void Head(ReadOnlySpan<byte> type, string? parent, string id, in ForeignFacts facts) =>
        body.Begin(type).Raw("parentUuid"u8, parent is null ? "null"u8 : Encoding.ASCII.GetBytes($"\"{parent}\"")).Raw("isSidechain"u8, "false"u8)
            .Text("userType"u8, "external").Text("sessionId"u8, session).Text("uuid"u8, id).Text("timestamp"u8, facts.Timestamp.Length > 0 ? facts.Timestamp : null);

    // Several of the file's records may have become one.
    private byte[] Kept(IReadOnlyList<string> ids) =>
        Encoding.ASCII.GetBytes($"[{string.Join(',', ids.Where(written.ContainsKey).Select(i => $"\"{written[i]}\"").Distinct())}]");

    private static ReadOnlySpan<byte> UsageOf(in Usage usage) => new RecordBody().BeginPlain().Number("input_tokens"u8, usage.Input)
        .Number("cache_creation_input_tokens"u8, usage.CacheWrite).Number("cache_read_input_tokens"u8, usage.CacheRead).Number("output_tokens"u8, usage.Output).End();

    private static string Or(string text, string other) => text.Length > 0 ? text : other;
}

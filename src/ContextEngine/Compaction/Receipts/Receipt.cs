using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Conversations;
using Pith.Offload;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Compaction.Receipts;

/// <summary>
/// What a boundary did: the same shape before it happens (<c>pith compact --plan --json</c>) and after (a record in the
/// session's log). Every segment that left has its hash, and a handle where the store has it.
/// </summary>
public sealed record Receipt
{
    /// <summary><c>auto</c>, <c>manual</c> or <c>uncollapse</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Why now, as part of a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Tokens of the context before, by our count.</summary>
    public required long Before { get; init; }

    /// <summary>Tokens of the context after.</summary>
    public required long After { get; init; }

    /// <summary>What the user wanted kept in mind; empty for nothing.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The user's pins, as they were given.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>What does not stand in the context as it was.</summary>
    public IReadOnlyList<ReceiptSegment> Left { get; init; } = [];

    /// <summary>Segments that stand as they were.</summary>
    public int Stayed { get; init; }

    /// <summary>Their tokens.</summary>
    public long StayedTokens { get; init; }

    /// <summary>Handle of everything the memory stands for; empty where there is no memory.</summary>
    public string History { get; init; } = "";

    /// <summary>What it costs and saves; null where no prices are known.</summary>
    public ReceiptMoney? Money { get; init; }

    /// <summary>The receipt of a plan and what it gave.</summary>
    /// <param name="index">What was compacted.</param>
    /// <param name="compacted">What became of it.</param>
    /// <param name="trigger">Who wanted it.</param>
    /// <param name="before">Tokens of the context before, as it was written.</param>
    public static Receipt Of(ContextIndex index, Compacted compacted, string trigger, long before)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(compacted);
        var plan = compacted.Plan;
        var history = plan.History.IsEmpty ? "" : Handle.Of(plan.History.Span);
        var left = new List<ReceiptSegment>();
        var (stayed, tokens) = (0, 0L);
        foreach (var decision in plan.Decisions)
            if (decision.Rendering == Rendering.Full)
                (stayed, tokens) = (stayed + 1, tokens + decision.TokensAfter);
            else
                left.Add(SegmentOf(index, plan, decision, history));
        return new Receipt { Trigger = trigger, Before = before, After = compacted.Tokens, Left = left, Stayed = stayed, StayedTokens = tokens, History = history };
    }

    /// <summary>Room for a segment, so that the whole is not copied as it grows: they have 263 bytes in a session of short reads.</summary>
    private const int SegmentBytes = 288;

    /// <summary>The whole as one JSON object.</summary>
    public byte[] ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>(4096 + Left.Count * SegmentBytes);
        using (var json = new Utf8JsonWriter(bytes))
            WriteTo(json);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes it as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("trigger"u8, Trigger);
        if (Reason.Length > 0)
            json.WriteString("reason"u8, Reason);
        json.WriteNumber("tokensBefore"u8, Before);
        json.WriteNumber("tokensAfter"u8, After);
        if (Instructions.Length > 0)
            json.WriteString("instructions"u8, Instructions);
        json.WriteStartArray("pins"u8);
        foreach (var pin in Pins)
            json.WriteStringValue(pin);
        json.WriteEndArray();
        if (Money is { } money)
        {
            json.WritePropertyName("money"u8);
            money.WriteTo(json);
        }

        json.WriteStartObject("stayed"u8);
        json.WriteNumber("segments"u8, Stayed);
        json.WriteNumber("tokens"u8, StayedTokens);
        json.WriteEndObject();
        if (History.Length > 0)
            json.WriteString("history"u8, History);
        json.WriteStartArray("left"u8);
        foreach (var segment in Left)
            segment.WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ReceiptSegment SegmentOf(ContextIndex index, Plan plan, in Decision decision, string history)
    {
        var block = index.Blocks[decision.Block];
        var hash = BlobHash.Of(index.Text(decision.Block));
        var line = plan.LineOf(decision.Block);
        var own = decision.Rendering is Rendering.Lines or Rendering.Handle && decision.Text.Span.IndexOf("pith:"u8) >= 0;
        return new ReceiptSegment(
            index.Turns[block.Turn].Number, KindOf(block), Encoding.UTF8.GetString(index.Symbol(block.Tool)), Encoding.UTF8.GetString(OneLine.Of(index.Symbol(block.Subject), 160)),
            decision.TokensBefore, decision.TokensAfter, decision.Rendering, decision.Tier, decision.Reason, hash,
            own ? Handle.Format(hash) : line > 0 ? history : "", own ? 0 : line);
    }

    private static string KindOf(in Block block) => block.Kind == BlockKind.Text ? block.Role.ToString().ToLowerInvariant() : block.Kind.ToString().ToLowerInvariant();
}

using System.IO.Hashing;
using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Makes messages of the records of another program's session: the main thread, without its system prompt.</summary>
internal sealed class ForeignSink(string session) : ITranscriptSink
{
    private readonly Queue<ForeignEntry> ready = [];
    private readonly ForeignContent content = new();
    private readonly List<string> ids = [];
    private readonly HashSet<UInt128> seen = [];
    private ForeignFacts facts;
    private string model = "";
    private Role role;
    private long line;
    private bool isTaken, isSigned;

    /// <summary>Takes what is whole.</summary>
    public bool TryTake(out ForeignEntry entry) => ready.TryDequeue(out entry!);

    /// <summary>No more records come.</summary>
    public void End() => Finish();

    public void Record(in RecordView record)
    {
        if (record.Kind == RecordKind.Boundary)
        {
            Finish();
            ready.Enqueue(new ForeignEntry(null, Preserved(record.Preserved), ForeignFacts.Of(record, "")));
        }

        if (record.Kind == RecordKind.Metadata)
            Note(record);
        isTaken = record.Kind == RecordKind.Turn && record.Thread == 0 && record.Role != Role.System && !IsRepeat(record.Id);
        if (isTaken)
            Take(record);
    }

    public void Block(in BlockView block)
    {
        if (isTaken)
            content.Add(block, isSigned);
    }

    // Files that were resumed or joined hold records twice.
    private bool IsRepeat(ReadOnlySpan<byte> id) => !id.IsEmpty && !seen.Add(XxHash128.HashToUInt128(id));

    // Codex names the model before the answers and reports the usage behind them.
    private void Note(in RecordView record)
    {
        if (!record.Model.IsEmpty)
            model = Encoding.UTF8.GetString(record.Model);
        if (!record.Usage.IsEmpty && facts.Usage.IsEmpty && role == Role.Assistant && !content.IsEmpty)
            facts = facts with { Usage = record.Usage };
    }

    private void Take(in RecordView record)
    {
        var of = ForeignFacts.Of(record, record.Role == Role.Assistant ? model : "");
        if (of.MessageId.Length == 0 || of.MessageId != facts.MessageId || record.Role != role)
            Finish();
        // Pieces of one message repeat its usage; the last may know more.
        facts = of.Usage.IsEmpty ? of with { Usage = facts.Usage } : of;
        (role, line, isSigned) = (record.Role, record.Line, record.Model.StartsWith("claude"u8));
        if (!record.Id.IsEmpty)
            ids.Add(Encoding.UTF8.GetString(record.Id));
    }

    private void Finish()
    {
        if (!content.IsEmpty)
            ready.Enqueue(new ForeignEntry(new SessionMessage(role, content.Take(), line, session, Lost: null), [.. ids], facts));
        ids.Clear();
        facts = default;
    }

    private static List<string> Preserved(ReadOnlySpan<byte> list)
    {
        var kept = new List<string>();
        if (!list.IsEmpty)
            foreach (var id in JsonValue.Of(list).Elements())
                kept.Add(Encoding.UTF8.GetString(id.Bytes));
        return kept;
    }
}

using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Makes messages of the records of another program's session: the main thread, without its system prompt.</summary>
internal sealed class ForeignSink(string session) : ITranscriptSink
{
    private readonly Queue<ForeignEntry> ready = [];
    private readonly ForeignContent content = new();
    private readonly List<string> ids = [];
    private string messageId = "";
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
            ready.Enqueue(new ForeignEntry(null, Preserved(record.Preserved)));
        }

        isTaken = record.Kind == RecordKind.Turn && record.Thread == 0 && record.Role != Role.System;
        if (!isTaken)
            return;
        var id = Encoding.UTF8.GetString(record.MessageId);
        if (id.Length == 0 || id != messageId || record.Role != role)
            Finish();
        (messageId, role, line) = (id, record.Role, record.Line);
        isSigned = record.Model.StartsWith("claude"u8);
        ids.Add(Encoding.UTF8.GetString(record.Id));
    }

    public void Block(in BlockView block)
    {
        if (isTaken)
            content.Add(block, isSigned);
    }

    private void Finish()
    {
        if (!content.IsEmpty)
            ready.Enqueue(new ForeignEntry(new SessionMessage(role, content.Take(), line, session, Lost: null), [.. ids]));
        ids.Clear();
        messageId = "";
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

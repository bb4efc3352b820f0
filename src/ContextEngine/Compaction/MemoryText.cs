using System.Text;
using Pith.Conversations;
using Pith.Offload;
using Pith.Store;

namespace Pith.Compaction;

/// <summary>The block that stands for what is gone: ledger, log and selected lines, with one handle to the whole.</summary>
internal static class MemoryText
{
    /// <summary>Tokens to set aside for the frame around the sections.</summary>
    public const int Frame = 110;

    public static byte[] Write(History history, string ledger, string log, ReadOnlySpan<byte> lines)
    {
        var handle = Handle.Format(BlobHash.Of(history.Text.Span));
        var text = new StringBuilder();
        text.Append(Encoding.UTF8.GetString(ContextIndex.MemoryMark)).Append(" history=\"").Append(handle).Append("\">\n");
        text.Append($"The work before this point ({history.Lines.Length} lines) was compacted by code; nothing is lost. ");
        text.Append($"Numbers behind … and L are lines of it: `pith recall {handle} --lines a-b` or `--grep REGEX` shows them.\n");
        text.Append(ledger);
        if (log.Length > 0)
            text.Append(MemorySections.Log + "\n").Append(log);
        if (!lines.IsEmpty)
            text.Append(MemorySections.Lines + "\n").Append(Encoding.UTF8.GetString(lines));
        text.Append(MemorySections.End);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

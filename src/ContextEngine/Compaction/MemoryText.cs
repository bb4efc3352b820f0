using System.Buffers;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Offload;
using Pith.Store;

namespace Pith.Compaction;

/// <summary>The block that stands for what is gone: ledger, log and selected lines, with one handle to the whole.</summary>
internal static class MemoryText
{
    /// <summary>Tokens to set aside for the frame around the sections.</summary>
    public const int Frame = 110;

    public static byte[] Write(History history, string ledger, string log, string instructed, ReadOnlySpan<byte> lines)
    {
        var handle = Handle.Format(BlobHash.Of(history.Text.Span));
        using var text = new ArrayPoolBufferWriter<byte>(lines.Length + 4096);
        text.Write(ContextIndex.MemoryMark);
        Write(text, $" history=\"{handle}\">\nThe work before this point ({history.Lines.Length} lines) was compacted by code; nothing is lost. ");
        Write(text, $"Numbers behind … and L are lines of it: `pith recall {handle} --lines a-b` or `--grep REGEX` shows them.\n");
        Write(text, ledger);
        if (log.Length > 0)
            Write(text, MemorySections.Log + "\n" + log);
        if (instructed.Length > 0)
            Write(text, MemorySections.Instructed + "\n" + instructed);
        if (!lines.IsEmpty)
            Write(text, MemorySections.Lines + "\n");
        text.Write(lines);
        Write(text, MemorySections.End);
        return text.WrittenSpan.ToArray();
    }

    private static void Write(ArrayPoolBufferWriter<byte> text, string words) => Encoding.UTF8.GetBytes(words, text);
}

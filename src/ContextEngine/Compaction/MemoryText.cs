using System.Buffers;
using Pith.Conversations;
using Pith.Offload;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>The block that stands for what is gone: ledger, log and selected lines, with one handle to the whole. Used for one plan after the other.</summary>
internal sealed class MemoryText
{
    /// <summary>Tokens to set aside for the frame around the sections.</summary>
    public const int Frame = 110;

    private readonly ArrayBufferWriter<byte> _text = new(1 << 12);

    /// <summary>Where the sections are written.</summary>
    public IBufferWriter<byte> Output => _text;

    /// <summary>Bytes so far.</summary>
    public int Length => _text.WrittenCount;

    /// <summary>What was written behind a position.</summary>
    public ReadOnlySpan<byte> Since(int position) => _text.WrittenSpan[position..];

    /// <summary>Begins anew, for a history.</summary>
    public void Begin(History history)
    {
        var hash = history.Hash;
        _text.ResetWrittenCount();
        _text.Append($"{ContextIndex.MemoryMark} history=\"");
        Handle.Write(hash, _text);
        _text.Append($"\">\nThe work before this point ({history.Lines.Length} lines) was compacted by code; nothing is lost. Numbers behind … and L are lines of it: `pith recall ");
        Handle.Write(hash, _text);
        _text.Append($" --lines a-b` or `--grep REGEX` shows them.\n");
    }

    /// <summary>The block; valid until the next one begins.</summary>
    public ReadOnlyMemory<byte> End()
    {
        _text.Append($"{MemorySections.End}");
        return _text.WrittenMemory;
    }
}

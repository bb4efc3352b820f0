using System.Buffers;
using System.IO.Hashing;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// The context an agent had: turns and blocks of one thread with their texts, tokens and relations. Feed it as the sink
/// of a reader, then call <see cref="Seal"/>; more records may follow, and a seal behind them. Memory: the unescaped text
/// of the current context plus about 80 bytes a block; what stands before a compaction boundary is let go.
/// </summary>
public sealed partial class ContextIndex : ITranscriptSink, IDisposable
{
    private readonly TokenMeter _meter;
    private readonly IndexOptions _options;
    private readonly SymbolTable _symbols = new();
    private readonly ArrayPoolBufferWriter<byte> _arena = new(1 << 16);
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<Block> _blocks = [];
    private readonly List<Turn> _turns = [];
    private readonly List<(int Turn, int Id)> _recordIds = [];
    private int _number, _current = -1;
    private RecordFlags _currentFlags;
    private bool _sealed, _closed;

    /// <summary>An empty index that counts with a meter.</summary>
    /// <param name="meter">Unit of every token figure in the index.</param>
    /// <param name="options">Which part of the transcript to hold.</param>
    public ContextIndex(TokenMeter meter, IndexOptions options)
    {
        _meter = meter;
        _options = options;
    }

    /// <summary>Unit of every token figure.</summary>
    public TokenMeter Meter => _meter;

    /// <summary>The blocks in conversation order; valid once sealed.</summary>
    public ReadOnlySpan<Block> Blocks => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_blocks);

    /// <summary>The turns in conversation order; valid once sealed.</summary>
    public ReadOnlySpan<Turn> Turns => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_turns);

    /// <summary>What was read and what was passed over.</summary>
    public IndexTally Tally { get; } = new();

    /// <summary>What the provider reported for the thread, before and behind boundaries.</summary>
    public UsageTally Usage { get; } = new();

    /// <summary>The model that answered last, UTF-8; empty where the file does not say.</summary>
    public ReadOnlySpan<byte> Model => _model < 0 ? [] : _symbols[_model];

    /// <summary>Raw JSON array of the tools the request declared; empty where the file does not say.</summary>
    public ReadOnlyMemory<byte> DeclaredTools { get; private set; }

    private int _model = -1;

    /// <summary>The text of a block, UTF-8. Valid until the next record.</summary>
    /// <param name="block">Position in <see cref="Blocks"/>.</param>
    public ReadOnlySpan<byte> Text(int block) => Memory(block).Span;

    /// <summary>The text of a block as memory.</summary>
    /// <param name="block">Position in <see cref="Blocks"/>.</param>
    public ReadOnlyMemory<byte> Memory(int block) => _arena.WrittenMemory.Slice(_blocks[block].Start, _blocks[block].Length);

    /// <summary>The bytes of a symbol; empty for -1.</summary>
    /// <param name="id">A symbol of a block or turn.</param>
    public ReadOnlySpan<byte> Symbol(int id) => id < 0 ? [] : _symbols[id];

    /// <inheritdoc/>
    public void Record(in RecordView record)
    {
        if (_sealed)
            Reopen();
        _current = -1;
        Tally.Add(record);
        if (!record.Model.IsEmpty && record.Thread == _options.Thread && (record.Flags & RecordFlags.Synthetic) == 0)
            _model = _symbols.Intern(record.Model);
        if (record.Thread == _options.Thread && _number <= _options.UpToTurn)
            Usage.Add(_symbols.Intern(record.MessageId), record.Usage);
        if (record.Type.SequenceEqual("tools"u8) && !record.Raw.IsEmpty && record.Thread == _options.Thread)
            DeclaredTools = record.Raw.ToArray();
        if (_closed || record.Thread != _options.Thread || _number > _options.UpToTurn)
            return;
        if (record.Kind == RecordKind.Boundary && _options.UpToBoundary)
            _closed = true;
        else if (record.Kind == RecordKind.Boundary)
            StartAnew(record.Preserved);
        else if (record.Kind == RecordKind.Metadata && !record.Usage.IsEmpty)
            AnchorReport(record);
        if (_closed || record.Kind != RecordKind.Turn || IsRepeat(record.Id))
            return;
        Open(record);
        AnchorTurn(record);
    }

    /// <inheritdoc/>
    public void Block(in BlockView block)
    {
        if (_current < 0)
            return;
        var start = _arena.WrittenCount;
        if (block.Kind == BlockKind.Call)
            ArgumentText.Write(block.Text, _arena);
        else
            Append(block.Text);
        var text = _arena.WrittenSpan[start..];
        if (block.Kind == BlockKind.Text && Utf8Text.IsBlank(text) || block.Kind == BlockKind.Thinking && text.IsEmpty && block.Signature.IsEmpty)
            return;
        var turn = _turns[_current];
        if (block.Kind == BlockKind.Result && JoinsLast(block, start))
            return;
        _blocks.Add(new Block
        {
            Kind = block.Kind,
            Role = turn.Role,
            Flags = FlagsOf(block, text),
            Turn = _current,
            Start = start,
            Length = text.Length,
            Partner = -1,
            Tool = Intern(block.Tool),
            CallId = _symbols.Intern(block.CallId),
            Subject = -1,
            Extra = _symbols.Intern(block.Kind == BlockKind.Image ? block.MediaType : block.Signature),
        });
    }

    /// <summary>A result that came in several parts is one result: what follows the last block's text in the arena joins it.</summary>
    private bool JoinsLast(in BlockView part, int start)
    {
        if (_blocks.Count == 0 || _blocks[^1] is not { Kind: BlockKind.Result } last || last.Turn != _current
            || part.CallId.IsEmpty || _symbols.Intern(part.CallId) != last.CallId)
            return false;
        var length = _arena.WrittenCount - start;
        if (last.Start + last.Length != start)
        {
            // Something stands between, as a name that was unescaped: the first part moves up.
            _arena.Write(_arena.WrittenSpan.Slice(last.Start, last.Length).ToArray());
            _arena.Write(_arena.WrittenSpan.Slice(start, length).ToArray());
            start += length;
            last = last with { Start = start };
            start += last.Length;
        }

        Unseal(_blocks.Count - 1);
        _arena.Write("\n"u8);
        var text = _arena.DangerousGetArray().AsSpan();
        text.Slice(start, length).CopyTo(text[(start + 1)..]);
        text[start] = (byte)'\n';
        _blocks[^1] = last with
        {
            Hash = 0, // to be measured again
            Length = last.Length + 1 + length,
            Flags = part.IsError ? last.Flags | BlockFlags.Error : last.Flags,
        };
        return true;
    }

    private bool IsRepeat(ReadOnlySpan<byte> id) => !id.IsEmpty && !_seen.Add(XxHash128.HashToUInt128(id));

    private void Open(in RecordView record)
    {
        var messageId = _symbols.Intern(record.MessageId);
        _currentFlags = record.Flags;
        if (messageId >= 0 && LastAssistantTurn() is var last and >= 0 && _turns[last].MessageId == messageId && record.Role == Role.Assistant)
        {
            _current = last;
            _recordIds.Add((last, _symbols.Intern(record.Id)));
            if (!record.Usage.IsEmpty && record.Usage.Output >= _turns[last].Usage.Output)
                _turns[last] = _turns[last] with { Usage = record.Usage };
            return;
        }

        if (++_number > _options.UpToTurn)
            return;
        if ((record.Flags & RecordFlags.Summary) == 0)
            ReturnPreserved();
        _turns.Add(new Turn
        {
            Role = record.Role,
            Number = _number,
            Offset = record.Offset,
            MessageId = messageId,
            Timestamp = _symbols.Intern(record.Timestamp),
            Usage = record.Usage,
        });
        _current = _turns.Count - 1;
        _recordIds.Add((_current, _symbols.Intern(record.Id)));
        ReturnPreserved();
    }

    private int LastAssistantTurn()
    {
        for (var i = _turns.Count - 1; i >= 0 && i > _turns.Count - 64; i--)
            if (_turns[i].Role == Role.Assistant)
                return i;
        return -1;
    }

    private BlockFlags FlagsOf(in BlockView view, ReadOnlySpan<byte> text)
    {
        var flags = BlockFlags.None;
        if ((_currentFlags & (RecordFlags.Meta | RecordFlags.Synthetic)) != 0)
            flags |= BlockFlags.Meta;
        if ((_currentFlags & RecordFlags.Summary) != 0 || view.Kind == BlockKind.Text && text.StartsWith(MemoryMark))
            flags |= BlockFlags.Summary;
        if (view.IsError)
            flags |= BlockFlags.Error;
        if (flags == BlockFlags.None && view.Kind == BlockKind.Text && _turns[_current].Role == Role.User && !IsNotice(text))
            flags |= BlockFlags.Request;
        return flags;
    }

    /// <summary>How a memory block that pith wrote begins, so that it is known again when read back.</summary>
    public static ReadOnlySpan<byte> MemoryMark => "<pith-memory"u8;

    private static bool IsNotice(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return text.StartsWith("<system-reminder>"u8) || text.StartsWith("<local-command-"u8) || text.StartsWith("<command-"u8)
            || text.StartsWith("<environment_context>"u8) || text.StartsWith("<user_instructions>"u8) || text.StartsWith("# AGENTS.md"u8)
            || text.StartsWith("<task-notification>"u8) || text.StartsWith("Caveat: "u8) || text.StartsWith("[Request interrupted"u8)
            || text.StartsWith("[pith"u8);
    }

    private int Intern(JsonPiece piece)
    {
        if (!piece.Escaped)
            return _symbols.Intern(piece.Bytes);
        var start = _arena.WrittenCount;
        Append(piece);
        return _symbols.Intern(_arena.WrittenSpan[start..]);
    }

    private void Append(JsonPiece piece)
    {
        var room = _arena.GetSpan(Utf8Text.ValidMaxLength(piece.Bytes.Length) + 1);
        _arena.Advance(piece.Escaped ? JsonString.Unescape(piece.Bytes, room) : Utf8Text.CopyValid(piece.Bytes, room));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _arena.Dispose();
        _symbols.Dispose();
    }
}

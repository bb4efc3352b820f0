using System.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>What a block brings: its text, unescaped into the arena, and what can be told of it before its neighbours are known.</summary>
public sealed partial class ContextIndex
{
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
}

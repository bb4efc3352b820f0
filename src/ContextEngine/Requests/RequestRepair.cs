using System.Text;
using System.Text.Unicode;
using Pith.Conversations;
using Pith.Models;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Requests;

/// <summary>
/// Puts right what <see cref="RequestCheck"/> finds, and says so in the view's repairs. Nothing is invented but the notes
/// in square brackets. After it only <see cref="RequestRule.Size"/> can be left, which is for the compactor.
/// </summary>
public sealed class RequestRepair
{
    private readonly View _from;
    private readonly RequestLimits _limits;
    private readonly ViewBuilder _builder;
    private readonly List<Repair> _repairs = [];
    private readonly Dictionary<string, int> _callOf = new(StringComparer.Ordinal);
    private readonly (int Message, int Block) _moved;
    private int _calls, _message;

    private RequestRepair(View from, RequestLimits limits, ContextIndex? source)
    {
        (_from, _limits, _builder) = (from, limits, new ViewBuilder(from.Model));
        _moved = source is null ? (int.MaxValue, 0) : ThinkingOrigin.FirstMoved(from, source) ?? (int.MaxValue, 0);
    }

    /// <summary>The view itself where it breaks no rule, else one that may be sent.</summary>
    /// <param name="view">What would be sent.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="source">The log it was made from, to which its thinking is held; null where there is none.</param>
    public static View Of(View view, RequestLimits limits, ContextIndex? source = null)
    {
        if (RequestCheck.Of(view, limits, source).Count == 0)
            return view;
        var repaired = new RequestRepair(view, limits, source).Run();
        // Thinking that went may have stood before other thinking: what is left is held to the log once more.
        return source is null || ThinkingOrigin.FirstMoved(repaired, source) is null ? repaired : new RequestRepair(repaired, limits, source).Run();
    }

    private View Run()
    {
        foreach (var part in _from.System)
            _builder.AddSystem(Valid(part));
        var pictures = new PictureChoice(_from, _limits);
        for (_message = 0; _message < _from.Messages.Count; _message++)
        {
            var message = _from.Messages[_message];
            if (message.Blocks.Count == 0)
                Note(RequestRule.EmptyMessage, "left out");
            if (_message > 0 && _from.Messages[_message - 1].Role == message.Role)
                Note(RequestRule.Alternation, "joined to the one before");
            for (var b = 0; b < message.Blocks.Count; b++)
                Add(message, b, pictures);
        }

        var view = _builder.Build();
        view.Tools = _from.Tools;
        view.Repairs.InsertRange(0, [.. _from.Repairs, .. _repairs]);
        return view;
    }

    private void Add(ViewMessage message, int at, PictureChoice pictures)
    {
        var block = message.Blocks[at];
        switch (block.Kind)
        {
            case BlockKind.Thinking:
                if (WhyNot(message, at) is { } rule)
                    Note(rule, "left out");
                else
                    _builder.Add(Role.Assistant, block);
                break;
            case BlockKind.Call when message.Role == Role.Assistant:
                _callOf[block.CallId ?? ""] = _calls;
                _builder.AddCall(_calls++, Encoding.UTF8.GetBytes(block.Tool ?? ""), Encoding.UTF8.GetBytes(block.CallId ?? ""), Arguments(block.Text));
                break;
            case BlockKind.Call:
                Note(RequestRule.WrongRole, "became words: a call of the user's");
                _builder.AddWords(message.Role, (byte[])[.. "[call] "u8, .. Encoding.UTF8.GetBytes(block.Tool ?? ""), .. " "u8, .. Valid(block.Text).Span]);
                break;
            case BlockKind.Result:
                _builder.AddResult(_callOf.GetValueOrDefault(block.CallId ?? "", -1), Valid(block.Text), block.IsError);
                break;
            case BlockKind.Image:
                var (picture, why) = message.Role == Role.User ? pictures.Next(block) : (null, RequestRule.WrongRole);
                if (why is { } broken)
                    Note(broken, picture is null ? "a picture became a note" : "a picture's type was set by its first bytes");
                if (picture is { } good)
                    _builder.Add(Role.User, good);
                else
                    _builder.AddWords(message.Role, Encoding.UTF8.GetBytes($"[a picture was left out of the request: {PictureChoice.Says(why!.Value)}]"));
                break;
            default:
                _builder.AddWords(message.Role, Valid(block.Text));
                break;
        }
    }

    private RequestRule? WhyNot(ViewMessage message, int at)
    {
        var block = message.Blocks[at];
        if (message.Role != Role.Assistant)
            return RequestRule.WrongRole;
        if (block.Extra.IsEmpty)
            return RequestRule.Unsigned;
        if (!Utf8.IsValid(block.Text.Span) || !Utf8.IsValid(block.Extra.Span))
            return RequestRule.Unicode;
        if (_message > _moved.Message || _message == _moved.Message && at >= _moved.Block)
            return RequestRule.ThinkingMoved;
        return LeadsOn(_message, at) ? null : RequestRule.ThinkingLast;
    }

    /// <summary>Whether words or a call follow before the user speaks; messages of the assistant in a row become one.</summary>
    private bool LeadsOn(int message, int at)
    {
        for (; message < _from.Messages.Count && _from.Messages[message].Role == Role.Assistant; message++, at = -1)
            for (var b = at + 1; b < _from.Messages[message].Blocks.Count; b++)
                if (_from.Messages[message].Blocks[b] is var next && (next.Kind is BlockKind.Call or BlockKind.Image || next.Kind == BlockKind.Text && !Utf8Text.IsBlank(next.Text.Span)))
                    return true;
        return false;
    }

    private ReadOnlyMemory<byte> Arguments(ReadOnlyMemory<byte> json)
    {
        if (RequestText.IsObject(json.Span))
            return json;
        Note(RequestRule.Arguments, "became an object");
        using var output = new CommunityToolkit.HighPerformance.Buffers.ArrayPoolBufferWriter<byte>();
        ArgumentText.Write(new JsonPiece(json.Span, false), output);
        return output.WrittenSpan.ToArray();
    }

    private ReadOnlyMemory<byte> Valid(ReadOnlyMemory<byte> text)
    {
        if (Utf8.IsValid(text.Span))
            return text;
        Note(RequestRule.Unicode, "broken characters became U+FFFD");
        var valid = new byte[Utf8Text.ValidMaxLength(text.Length)];
        return valid.AsMemory(0, Utf8Text.CopyValid(text.Span, valid));
    }

    private void Note(RequestRule rule, string done) => _repairs.Add(new Repair(rule, _message, done));
}

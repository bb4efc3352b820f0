using System.Text.Unicode;
using Pith.Conversations;
using Pith.Models;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Requests;

/// <summary>
/// What a provider would refuse of a request. Every request that pith makes passes here, and so do the views of other
/// policies in the benchmark. Linear in the bytes of the view; pictures are read as far as their size stands.
/// </summary>
public sealed class RequestCheck
{
    private readonly RequestLimits _limits;
    private readonly List<Violation> _found = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _message, _block, _pictures;

    private RequestCheck(RequestLimits limits) => _limits = limits;

    /// <summary>Every rule that a view breaks; empty when it may be sent.</summary>
    /// <param name="view">What would be sent.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="source">The log it was made from, to which its thinking is held; null where there is none to compare with.</param>
    public static IReadOnlyList<Violation> Of(View view, RequestLimits limits, ContextIndex? source = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        var check = new RequestCheck(limits);
        check._pictures = PictureCheck.CountIn(view);
        check.Whole(view, source);
        for (check._message = 0; check._message < view.Messages.Count; check._message++)
            check.Message(view.Messages, view.Messages[check._message]);
        return check._found;
    }

    private void Whole(View view, ContextIndex? source)
    {
        (_message, _block) = (-1, -1);
        Expect(view.Messages.Count > 0, RequestRule.Empty);
        Expect(RequestSize.Of(view) <= _limits.Bytes, RequestRule.Size);
        Expect(_pictures <= _limits.Pictures, RequestRule.PictureCount);
        foreach (var part in view.System)
            Words(part);
        if (source is null || ThinkingOrigin.FirstMoved(view, source) is not { } moved)
            return;
        for (var m = moved.Message; m < view.Messages.Count; m++)
            for (var b = m == moved.Message ? moved.Block : 0; b < view.Messages[m].Blocks.Count; b++)
                if (view.Messages[m].Blocks[b].Kind == BlockKind.Thinking)
                    _found.Add(new Violation(RequestRule.ThinkingMoved, m, b));
    }

    private void Message(List<ViewMessage> messages, ViewMessage message)
    {
        _block = -1;
        var isUser = message.Role == Role.User;
        Expect(_message > 0 || isUser, RequestRule.FirstRole);
        Expect(_message < messages.Count - 1 || isUser, RequestRule.LastRole);
        Expect(_message == 0 || messages[_message - 1].Role != message.Role, RequestRule.Alternation);
        Expect(message.Blocks.Count > 0, RequestRule.EmptyMessage);
        Expect(isUser || message.Blocks is not [.., { Kind: BlockKind.Thinking }], RequestRule.ThinkingLast);
        if (!isUser)
            CloseCalls();
        var words = false;
        for (_block = 0; _block < message.Blocks.Count; _block++)
        {
            var block = message.Blocks[_block];
            Expect(block.Kind == BlockKind.Text || isUser == block.Kind is BlockKind.Result or BlockKind.Image, RequestRule.WrongRole);
            Expect(block.Kind != BlockKind.Result || !words || !_open.Contains(block.CallId), RequestRule.ResultOrder); // a stray breaks another rule
            words |= block.Kind is BlockKind.Text or BlockKind.Image;
            Block(block);
        }

        _block = -1;
        if (isUser || _message == messages.Count - 1)
            CloseCalls();
    }

    private void CloseCalls()
    {
        foreach (var _ in _open)
            _found.Add(new Violation(RequestRule.Unanswered, _message, -1));
        _open.Clear();
    }

    private void Block(in ViewBlock block)
    {
        switch (block.Kind)
        {
            case BlockKind.Text:
                Words(block.Text);
                break;
            case BlockKind.Thinking:
                Expect(!block.Extra.IsEmpty, RequestRule.Unsigned);
                Expect(Utf8.IsValid(block.Text.Span) && Utf8.IsValid(block.Extra.Span), RequestRule.Unicode);
                break;
            case BlockKind.Call:
                Expect(_ids.Add(block.CallId), RequestRule.DuplicateId);
                Expect(RequestText.IsId(block.CallId), RequestRule.Id);
                Expect(RequestText.IsToolName(block.Tool), RequestRule.ToolName);
                Expect(RequestText.IsObject(block.Text.Span), RequestRule.Arguments);
                _open.Add(block.CallId);
                break;
            case BlockKind.Result:
                Expect(_open.Remove(block.CallId), RequestRule.Orphan);
                Expect(!Utf8Text.IsBlank(block.Text.Span), RequestRule.EmptyResult);
                Expect(Utf8.IsValid(block.Text.Span), RequestRule.Unicode);
                break;
            default:
                if (PictureCheck.Of(block, _limits, _pictures) is { } rule)
                    _found.Add(new Violation(rule, _message, _block));
                break;
        }
    }

    private void Words(ReadOnlyMemory<byte> text)
    {
        Expect(!Utf8Text.IsBlank(text.Span), RequestRule.BlankText);
        Expect(Utf8.IsValid(text.Span), RequestRule.Unicode);
    }

    private void Expect(bool holds, RequestRule rule)
    {
        if (!holds)
            _found.Add(new Violation(rule, _message, _block));
    }
}

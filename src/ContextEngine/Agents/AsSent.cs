using System.Text;
using System.Text.Unicode;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>Raw messages as a view that says what they say, with nothing put right: what a check is to look at.</summary>
internal sealed class AsSent : ITranscriptSink
{
    private readonly View _view = new();
    private Role _role;
    private bool _isRedacted;
    private int _first; // of the message that is read, among the blocks it is joined to

    /// <summary>The view of these messages. Those of one speaker in a row are one, as providers join them.</summary>
    /// <param name="messages">Each one JSON object.</param>
    public static View Of(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var sink = new AsSent();
        foreach (var message in messages)
            sink.Add(JsonValue.Of(message.Span));
        return sink._view;
    }

    public void Record(in RecordView record)
    {
    }

    public void Block(in BlockView block)
    {
        if (block.Kind == BlockKind.Thinking && block.Signature.IsEmpty && block.Text.IsEmpty && _isRedacted)
            return; // encrypted: nobody but the provider can say anything about it
        var blocks = _view.Messages[^1].Blocks;
        var text = block.Text.ToBytes();
        var id = Encoding.UTF8.GetString(block.CallId);
        // Texts of one result come one by one; a blank one among them is refused like any other.
        if (block.Kind == BlockKind.Result && blocks.Count > _first && blocks is [.., { Kind: BlockKind.Result } last] && last.CallId == id && !Utf8Text.IsBlank(text))
        {
            blocks[^1] = last with { Text = (byte[])[.. last.Text.Span, .. text] };
            return;
        }

        blocks.Add(new ViewBlock
        {
            Kind = block.Kind,
            Text = text,
            CallId = id,
            Tool = block.Tool.ToText(),
            IsError = block.IsError,
            Extra = block.Kind == BlockKind.Image ? block.MediaType.ToArray() : JsonString.Unescaped(block.Signature),
        });
    }

    private void Add(JsonValue message)
    {
        _role = message.Field("role"u8).Is("assistant"u8) ? Role.Assistant : Role.User;
        _isRedacted = message.Raw.IndexOf("\"redacted_thinking\""u8) >= 0;
        if (_view.Messages is not [.., var last] || last.Role != _role)
            _view.Messages.Add(new ViewMessage(_role, []));
        _first = _view.Messages[^1].Blocks.Count;
        AnthropicContent.Read(message.Field("content"u8), this);
        if (!Utf8.IsValid(message.Raw) || HasLoneSurrogate(message.Raw) || !MessageShape.IsSound(message.Field("content"u8)) || AnswersTwice(message.Field("content"u8)))
            _view.Messages[^1].Blocks.Add(new ViewBlock { Kind = BlockKind.Text, Text = new byte[] { 0xFF }, CallId = "", Tool = "" }); // found by the check
    }

    // A record that stands twice: its results would be taken for more texts of the first.
    private static bool AnswersTwice(JsonValue content)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in content.Elements())
            if (block.Field("type"u8).Is("tool_result"u8) && !answered.Add(block.Field("tool_use_id"u8).ToText()))
                return true;
        return false;
    }

    // Half a pair of escapes is JSON, and no text; providers refuse the whole request for it.
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        for (; json.IndexOf((byte)'\\') is >= 0 and var at; json = json[Math.Min(json.Length, at + 2)..])
        {
            if (!IsSurrogate(json[at..], "89abAB"u8) && !IsSurrogate(json[at..], "cdefCDEF"u8))
                continue;
            if (!IsSurrogate(json[at..], "89abAB"u8) || !IsSurrogate(json[Math.Min(json.Length, at + 6)..], "cdefCDEF"u8))
                return true;
            json = json[(at + 10)..];
            at = 0;
        }

        return false;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> escape, ReadOnlySpan<byte> half) =>
        escape.Length >= 6 && escape[0] == '\\' && escape[1] == 'u' && (escape[2] is (byte)'d' or (byte)'D') && half.Contains(escape[3]);
}

using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// Puts blocks together so that every request invariant holds, whatever the log was: alternating speakers, results
/// right behind their calls and before words, unanswered calls answered as interrupted, strays turned into words.
/// </summary>
public sealed class ViewBuilder
{
    private static readonly byte[] Interrupted = "[interrupted: the session ended before this tool returned; its effect is unknown]"u8.ToArray();
    private static readonly byte[] NoOutput = "(no output)"u8.ToArray();
    private static readonly byte[] Opening = "[the conversation starts here]"u8.ToArray();
    private static readonly byte[] Closing = "Continue."u8.ToArray();

    private readonly View _view;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _idOfCall = [];
    private readonly List<string> _open = [];
    private readonly List<ViewBlock> _held = []; // words of the user that came while calls were open

    /// <summary>A builder of one view.</summary>
    /// <param name="model">The model that answered last, or empty.</param>
    public ViewBuilder(string model) => _view = new View { Model = model };

    /// <summary>Adds a part of the system prompt.</summary>
    /// <param name="text">Well-formed UTF-8; blank text is left out.</param>
    public void AddSystem(ReadOnlyMemory<byte> text)
    {
        if (!IsBlank(text.Span))
            _view.System.Add(text);
    }

    /// <summary>Adds words, reasoning or a picture.</summary>
    public void Add(Role role, in ViewBlock block)
    {
        if (block.Kind == BlockKind.Text && IsBlank(block.Text.Span))
            return;
        if (role == Role.User && _open.Count > 0)
            _held.Add(block);
        else
            Message(role).Blocks.Add(block);
    }

    /// <summary>Adds a call.</summary>
    /// <param name="block">Position of the call in the index; its result names the same.</param>
    /// <param name="tool">The tool's name as recorded.</param>
    /// <param name="id">The recorded id, or empty.</param>
    /// <param name="arguments">A compact JSON object.</param>
    public void AddCall(int block, ReadOnlySpan<byte> tool, ReadOnlySpan<byte> id, ReadOnlyMemory<byte> arguments)
    {
        var name = Names.Tool(tool);
        var unique = Names.CallId(id, _ids);
        _idOfCall[block] = unique;
        _view.ToolNames.Add(name);
        Message(Role.Assistant).Blocks.Add(new ViewBlock { Kind = BlockKind.Call, Text = arguments, CallId = unique, Tool = name });
        _open.Add(unique);
    }

    /// <summary>Adds a result, or words in its place when its call is not open.</summary>
    /// <param name="call">Position of the call in the index, or -1.</param>
    /// <param name="text">What the model shall see.</param>
    /// <param name="isError">Whether the tool reported failure.</param>
    public void AddResult(int call, ReadOnlyMemory<byte> text, bool isError)
    {
        if (IsBlank(text.Span))
            text = NoOutput;
        var id = call < 0 ? null : _idOfCall.GetValueOrDefault(call);
        if (id is not null && _open.Remove(id))
        {
            Results().Blocks.Add(new ViewBlock { Kind = BlockKind.Result, Text = text, CallId = id, Tool = "", IsError = isError });
            if (_open.Count == 0)
                Release();
            return;
        }

        if (id is not null && Answer(id) is { } place)
        {
            var earlier = place.Message.Blocks[place.At];
            var late = earlier.Text.Span.SequenceEqual(Interrupted);
            place.Message.Blocks[place.At] = late
                ? earlier with { Text = text, IsError = isError }
                : earlier with { Text = Join(earlier.Text, text), IsError = earlier.IsError || isError };
            return;
        }

        Add(Role.User, new ViewBlock { Kind = BlockKind.Text, Text = Join("[tool result]"u8.ToArray(), text), CallId = "", Tool = "" });
    }

    /// <summary>Closes what is open and returns the view.</summary>
    public View Build()
    {
        CloseCalls();
        if (_view.Messages.Count == 0 || _view.Messages[0].Role == Role.Assistant)
            _view.Messages.Insert(0, new ViewMessage(Role.User, [Words(Opening)]));
        if (_view.Messages[^1].Role == Role.Assistant)
            _view.Messages.Add(new ViewMessage(Role.User, [Words(Closing)])); // newer models refuse a last assistant message
        return _view;
    }

    private static ViewBlock Words(byte[] text) => new() { Kind = BlockKind.Text, Text = text, CallId = "", Tool = "" };

    private ViewMessage Message(Role role)
    {
        if (_view.Messages is [.., var last] && last.Role == role)
            return last;
        CloseCalls();
        if (_view.Messages is [.., var now] && now.Role == role)
            return now;
        var message = new ViewMessage(role, []);
        _view.Messages.Add(message);
        return message;
    }

    /// <summary>The user message that answers the assistant's last one.</summary>
    private ViewMessage Results()
    {
        if (_view.Messages[^1].Role == Role.User)
            return _view.Messages[^1];
        var message = new ViewMessage(Role.User, []);
        _view.Messages.Add(message);
        return message;
    }

    private void CloseCalls()
    {
        if (_open.Count == 0)
            return;
        var message = Results();
        foreach (var id in _open)
            message.Blocks.Add(new ViewBlock { Kind = BlockKind.Result, Text = Interrupted, CallId = id, Tool = "", IsError = true });
        _open.Clear();
        Release();
    }

    private void Release()
    {
        if (_held.Count > 0)
            Results().Blocks.AddRange(_held);
        _held.Clear();
    }

    private (ViewMessage Message, int At)? Answer(string id)
    {
        for (var i = _view.Messages.Count - 1; i >= 0; i--)
            for (var k = 0; k < _view.Messages[i].Blocks.Count; k++)
                if (_view.Messages[i].Blocks[k] is { Kind: BlockKind.Result } block && block.CallId == id)
                    return (_view.Messages[i], k);
        return null;
    }

    private static byte[] Join(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second) => [.. first.Span, (byte)'\n', .. second.Span];

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n\f\v"u8).IsEmpty;
}

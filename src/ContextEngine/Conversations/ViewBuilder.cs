using System.Text;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// Puts blocks together so that every request invariant holds, whatever the log was: alternating speakers, results
/// right behind their calls and before words, unanswered calls answered as interrupted, strays turned into words. What it
/// had to put right stands in the view's repairs.
/// </summary>
public sealed class ViewBuilder
{
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
        if (!Utf8Text.IsBlank(text.Span))
            _view.System.Add(text);
    }

    /// <summary>Adds words; blank ones are left out.</summary>
    /// <param name="role">Whose they are.</param>
    /// <param name="text">Well-formed UTF-8.</param>
    public void AddWords(Role role, ReadOnlyMemory<byte> text) => Add(role, Words(text));

    /// <summary>Adds words, reasoning or a picture.</summary>
    public void Add(Role role, in ViewBlock block)
    {
        if (block.Kind == BlockKind.Text && Utf8Text.IsBlank(block.Text.Span))
            Note(RequestRule.BlankText, "left out");
        else if (role == Role.User && _open.Count > 0)
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
        if (!Utf8Text.Says(tool, name))
            Note(RequestRule.ToolName, $"called {name}");
        if (!id.IsEmpty && !Utf8Text.Says(id, unique))
            Note(_ids.Contains(Encoding.UTF8.GetString(id)) ? RequestRule.DuplicateId : RequestRule.Id, $"called {unique}");
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
        if (Utf8Text.IsBlank(text.Span))
        {
            Note(RequestRule.EmptyResult, "says that there was no output");
            text = ViewNote.NoOutput;
        }

        var id = call < 0 ? null : _idOfCall.GetValueOrDefault(call);
        if (id is not null && _open.Remove(id))
        {
            if (_held.Count > 0)
                Note(RequestRule.ResultOrder, "put before the words that came between");
            Results().Blocks.Add(new ViewBlock { Kind = BlockKind.Result, Text = text, CallId = id, Tool = "", IsError = isError });
            if (_open.Count == 0)
                Release();
            return;
        }

        if (id is not null && Answer(id) is { } place)
        {
            var earlier = place.Message.Blocks[place.At];
            var late = earlier.Text.Span.SequenceEqual(ViewNote.Interrupted);
            place.Message.Blocks[place.At] = late
                ? earlier with { Text = text, IsError = isError }
                : earlier with { Text = Join(earlier.Text, text), IsError = earlier.IsError || isError };
            Note(RequestRule.Orphan, late ? "put where its call waited" : "joined to the call's other result");
            return;
        }

        Note(RequestRule.Orphan, "became words: its call is not there");
        AddWords(Role.User, Join(ViewNote.Stray, text));
    }

    /// <summary>Closes what is open and returns the view.</summary>
    public View Build()
    {
        CloseCalls();
        if (_view.Messages.Count == 0 || _view.Messages[0].Role == Role.Assistant)
        {
            Note(_view.Messages.Count == 0 ? RequestRule.Empty : RequestRule.FirstRole, "a line of the user's was put first");
            _view.Messages.Insert(0, new ViewMessage(Role.User, [Words(ViewNote.Opening)]));
        }

        if (_view.Messages[^1].Role == Role.Assistant)
        {
            Note(RequestRule.LastRole, "a line of the user's was put last");
            _view.Messages.Add(new ViewMessage(Role.User, [Words(ViewNote.Closing)]));
        }

        return _view;
    }

    private void Note(RequestRule rule, string done) => _view.Repairs.Add(new Repair(rule, _view.Messages.Count - 1, done));

    private static ViewBlock Words(ReadOnlyMemory<byte> text) => new() { Kind = BlockKind.Text, Text = text, CallId = "", Tool = "" };

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
        Note(RequestRule.Unanswered, "answered as interrupted, effect unknown");
        foreach (var id in _open)
            message.Blocks.Add(new ViewBlock { Kind = BlockKind.Result, Text = ViewNote.Interrupted, CallId = id, Tool = "", IsError = true });
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
}

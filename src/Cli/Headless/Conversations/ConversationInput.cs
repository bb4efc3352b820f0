using System.Text.Json;
using System.Threading.Channels;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>
/// The lines of a program: messages wait for their turn, answers go to who asked, requests are answered at once, also while a turn is under
/// way; those that come before somebody can answer are kept until then.
/// </summary>
/// <param name="source">Where they come from.</param>
/// <param name="link">Takes the program's answers.</param>
internal sealed class ConversationInput(Stream source, ControlLink link)
{
    private readonly Channel<UserLine> _messages = Channel.CreateUnbounded<UserLine>();
    private readonly TaskCompletionSource<JsonElement> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _opening = new();
    private readonly List<(string Id, JsonElement Request)> _early = [];
    private Action<string, JsonElement>? _answer;
    private long _line, _strange;

    /// <summary>The first message or request; undefined where there is none.</summary>
    public Task<JsonElement> First => _first.Task;

    /// <summary>The messages, in their order.</summary>
    public ChannelReader<UserLine> Messages => _messages.Reader;

    /// <summary>Has requests answered from now on, those first that came before.</summary>
    public void AnswerWith(Action<string, JsonElement> answer)
    {
        lock (_opening)
        {
            _answer = answer;
            foreach (var (id, early) in _early)
                answer(id, early);
        }
    }

    /// <summary>Reads until the input ends.</summary>
    public void Read()
    {
        try
        {
            var lines = new LineSource(source);
            while (lines.TryRead(out var line))
            {
                _line++;
                if (!Utf8Text.IsBlank(line.Span))
                    Take(line);
            }

            if (_strange > 0 && !_first.Task.IsCompleted)
                Refuse(_strange, "is neither a message nor a request, and no other line is one; write {\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":…}}");
        }
        finally
        {
            link.Close();
            _first.TrySetResult(default);
            _messages.Writer.Complete();
        }
    }

    private void Take(ReadOnlyMemory<byte> text)
    {
        JsonElement line;
        try
        {
            using var document = ForeignJson.Parse(text);
            line = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            Refuse(_line, "is no JSON");
            return;
        }

        var type = line.Word("type");
        if (type == "control_response" && line.TryGetProperty("response", out var response))
        {
            link.Take(response);
            return;
        }

        if (type == "user")
            _messages.Writer.TryWrite(UserLine.Of(line));
        else if (type == "control_request" && line.TryGetProperty("request", out var request))
            Take(line.Word("request_id") ?? "", request);
        else
        {
            // Of anything else nothing is known that would have to be done; where there is nothing but such lines somebody should hear of it.
            _strange = _strange == 0 ? _line : _strange;
            return;
        }

        _first.TrySetResult(line);
    }

    private void Refuse(long line, string problem)
    {
        _messages.Writer.TryWrite(UserLine.Refused([], null, $"line {line} of standard input {problem}"));
        _first.TrySetResult(default);
    }

    private void Take(string id, JsonElement request)
    {
        lock (_opening)
        {
            if (_answer is null)
                _early.Add((id, request));
            else
                _answer(id, request);
        }
    }
}

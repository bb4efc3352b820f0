using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Pith.Tests.Cli.Headless;

/// <summary>The program at the other end, as the Agent SDK is: it writes lines and reads lines, and the run goes on beside it.</summary>
internal sealed class Partner : IDisposable
{
    private readonly AnonymousLines _output = new();
    private readonly Pipe _input = new();
    private readonly Task<int> _run;
    private int _asked;

    public Partner(IReadOnlyDictionary<string, string> variables, params string[] flags)
    {
        Run = new CliRun { OpenInput = _input.Reader.AsStream(), Output = _output };
        foreach (var (name, value) in variables)
            Run.Variables[name] = value;
        // As the SDK starts it: without -p.
        string[] words = ["--output-format", "stream-json", "--verbose", .. flags, "--input-format", "stream-json"];
        _run = Task.Run(() => Run.Run(words));
    }

    public CliRun Run { get; }

    /// <summary>Writes a line.</summary>
    public void Say(string line) => _input.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n")).AsTask().Wait();

    /// <summary>Writes a message of the user's.</summary>
    public void Prompt(string text) => Say(JsonSerializer.Serialize(new { type = "user", message = new { role = "user", content = text }, parent_tool_use_id = (string?)null, session_id = "default" }));

    /// <summary>Asks, and reads on to the answer; what came before it is passed over.</summary>
    public JsonElement Ask(string request)
    {
        var id = $"req_{++_asked}_ab12cd34";
        Say($$"""{"type":"control_request","request_id":"{{id}}","request":{{request}}}""");
        return Until(l => Word(l, "type") == "control_response" && Word(l.GetProperty("response"), "request_id") == id).GetProperty("response");
    }

    /// <summary>Answers a request of the run.</summary>
    public void Reply(JsonElement asked, string response) =>
        Say("""{"type":"control_response","response":{"subtype":"success","request_id":""" + $"\"{Word(asked, "request_id")}\",\"response\":{response}}}}}");

    /// <summary>The next line that fits.</summary>
    public JsonElement Until(Func<JsonElement, bool> fits)
    {
        while (_output.Lines.TryTake(out var line, TimeSpan.FromSeconds(20)))
            if (JsonDocument.Parse(line).RootElement is var read && fits(read))
                return read;
        throw new TimeoutException("the line that was waited for did not come");
    }

    public JsonElement Until(string type) => Until(l => Word(l, "type") == type);

    /// <summary>Ends the input; the exit code.</summary>
    public int End()
    {
        _input.Writer.Complete();
        return _run.Wait(TimeSpan.FromSeconds(20)) ? _run.Result : throw new TimeoutException("the run did not end with its input");
    }

    public void Dispose()
    {
        _input.Writer.Complete();
        _run.Wait(TimeSpan.FromSeconds(20));
        _output.Lines.Dispose();
    }

    public static string Word(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Takes what is written, a whole line a write.</summary>
    private sealed class AnonymousLines : MemoryStream
    {
        public BlockingCollection<string> Lines { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer) => Lines.Add(Encoding.UTF8.GetString(buffer));
    }
}

using Pith.Cli;
using Pith.Cli.Tables;
using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Fronts;
using Pith.Cli.Terminal.Talks;

namespace Pith.Tests.Cli.Terminal;

/// <summary>A whole conversation with a scripted model on a terminal of the test's.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InlineFront _front;
    private readonly Talk _talk;
    private readonly Task<int> _running;

    public Conversation(string script, int columns = 60, int rows = 20, params string[] words)
        : this(script, "", TimeProvider.System, columns, rows, words)
    {
    }

    /// <param name="script">What the model answers.</param>
    /// <param name="settings">The user's settings, in which FOLDER stands for the folder of the test; empty for none.</param>
    /// <param name="time">Measures how long somebody waits.</param>
    /// <param name="columns">Of the terminal.</param>
    /// <param name="rows">Of the terminal.</param>
    /// <param name="words">Flags.</param>
    public Conversation(string script, string settings, TimeProvider time, int columns, int rows, params string[] words)
    {
        if (settings.Length > 0)
        {
            Directory.CreateDirectory(_folder.Place(".claude"));
            File.WriteAllText(_folder.Place(".claude/settings.json"), settings.Replace("FOLDER", _folder.Path, StringComparison.Ordinal));
        }

        var path = _folder.File("script.jsonl", System.Text.Encoding.UTF8.GetBytes(script));
        var around = new Surroundings
        {
            In = Stream.Null,
            Out = Stream.Null,
            Time = time,
            Error = new FrontErrors(() => _front!),
            Variable = name => name switch { "PITH_HOME" => _folder.Place("home"), "HOME" => _folder.Path, _ => null },
        };
        Terminal = new FakeTerminal(columns, rows);
        var stage = new Stage(Terminal, new Prompter(new InputHistory(null), new Completer(_folder.Path)), styled: true, TimeSpan.Zero);
        _front = new InlineFront(Terminal, stage);
        _talk = new Talk(_front, CommandLine.Parse(["chat", "--model", $"script:{path}", .. words], around));
        _talk.Open();
        _front.Start();
        _running = Task.Run(_talk.RunAsync);
    }

    public FakeTerminal Terminal { get; }

    public string Folder => _folder.Path;

    /// <summary>The logs of all sessions.</summary>
    public string Logs => string.Concat(Directory.EnumerateFiles(_folder.Place("home"), "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));

    /// <summary>Types a prompt and waits for words.</summary>
    public async Task Say(string prompt, string words)
    {
        Terminal.Press(prompt + "\r");
        await Terminal.SeesAsync(words);
    }

    /// <summary>The exit code, once it has ended.</summary>
    public async Task<int> EndAsync()
    {
        var code = await _running.WaitAsync(TimeSpan.FromSeconds(20));
        _talk.Dispose();
        _front.Dispose();
        return code;
    }

    public void Dispose()
    {
        _talk.Dispose();
        if (!Terminal.IsDisposed)
            _front.Dispose();
        _folder.Dispose();
    }
}

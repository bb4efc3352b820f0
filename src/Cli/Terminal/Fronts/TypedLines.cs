using System.Text;
using System.Threading.Channels;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>Lines as they are typed where the terminal itself edits them.</summary>
/// <param name="input">What is typed.</param>
internal sealed class TypedLines(Stream input)
{
    private readonly Channel<string?> _lines = Channel.CreateUnbounded<string?>();

    /// <summary>Begins to read.</summary>
    /// <param name="ended">Called when nothing more will be typed.</param>
    public void Start(Action ended) => new Thread(() => Read(ended)) { IsBackground = true, Name = "lines" }.Start();

    /// <summary>The next line; null at the end.</summary>
    public ValueTask<string?> NextAsync() => _lines.Reader.ReadAsync();

    /// <summary>Forgets what was typed so far: a question comes, and it is no answer to that.</summary>
    public void Forget()
    {
        while (_lines.Reader.TryPeek(out var early) && early is not null)
            _lines.Reader.TryRead(out _);
    }

    /// <summary>The next line, as the answer to a question.</summary>
    public async Task<string> AnswerAsync(CancellationToken cancel)
    {
        if (await _lines.Reader.ReadAsync(cancel).ConfigureAwait(false) is { } line)
            return line.Trim();
        End();
        throw new OperationCanceledException(cancel);
    }

    /// <summary>Nobody waits for lines any more.</summary>
    public void End() => _lines.Writer.TryWrite(null);

    private void Read(Action ended)
    {
        using var reader = new StreamReader(input, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            _lines.Writer.TryWrite(line);
        ended();
        End();
    }
}

using Pith.Permissions.Decisions;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Runs;

/// <summary>A person who is asked one thing at a time, however many agents ask.</summary>
/// <param name="person">The person.</param>
internal sealed class PersonInTurn(IPerson person) : IPerson, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public void Dispose() => _turn.Dispose();

    public async ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await person.AskAsync(tool, call, asked, cancel).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await person.AnswerAsync(questions, cancel).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}

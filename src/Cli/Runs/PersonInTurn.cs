using Pith.Permissions.Decisions;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Runs;

/// <summary>A person who is asked one thing at a time, however many agents ask.</summary>
/// <param name="person">The person.</param>
/// <param name="authority">Whose offer the person sees.</param>
internal sealed class PersonInTurn(IPerson person, RunAuthority authority) : IPerson, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Told that the person is asked, until what it gives is disposed.</summary>
    public Func<IDisposable?> Waiting { private get; init; } = static () => null;

    public void Dispose() => _turn.Dispose();

    /// <summary>Whether nobody is there.</summary>
    public bool IsNobody => person is NoPerson;

    public ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel) => AskAsync(tool, call, asked, static () => { }, cancel);

    /// <summary>Asks when it is this call's turn.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="call">The call.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="prepare">Makes ready what is offered, once nothing else is asked: an offer must never stand beside another's question.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, Action prepare, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            authority.Withdraw();
            prepare();
            using var waiting = Waiting();
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

using Pith.Permissions.Decisions;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Runs;

/// <summary>Nobody is there: what would be asked is refused, with the way to allow it, so that the model can go another way.</summary>
internal sealed class NoPerson : IPerson
{
    public ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel) =>
        new(Consent.Refused($"not permitted without consent, and nobody is there to give it: {asked.Reason}. The user can allow it with --allowedTools or --permission-mode"));

    public Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>?>(null);
}

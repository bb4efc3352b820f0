using Pith.Permissions.Decisions;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Runs;

/// <summary>Who can be asked while an agent works.</summary>
internal interface IPerson
{
    /// <summary>Asks whether a call may run that neither rule nor mode decides.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="call">The call, as the model wrote it.</param>
    /// <param name="asked">What is asked, and why.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel);

    /// <summary>Puts the model's questions; one answer for each, in their order, or null when nobody is there.</summary>
    Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel);

    /// <summary>Sends their terminal a sequence that draws nothing, such as the bell; nothing where there is none that pith draws on.</summary>
    void Signal(string sequence)
    {
    }
}

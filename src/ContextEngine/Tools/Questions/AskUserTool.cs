using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Questions;

/// <summary><c>AskUserQuestion</c>: puts questions to the person and waits.</summary>
/// <param name="ask">Asks and gives one answer for each question, in their order; null when there is no one to ask.</param>
public sealed class AskUserTool(Func<IReadOnlyList<UserQuestion>, CancellationToken, Task<IReadOnlyList<string>?>> ask) : ITool
{
    private const int MostQuestions = 4;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "AskUserQuestion",
        "Asks the person one to four questions, when a decision is theirs and cannot be found out otherwise. They may always answer in their own words.",
        """{"type":"object","properties":{"questions":{"type":"array","items":{"type":"object","properties":{"question":{"type":"string"},"header":{"type":"string","description":"One or two words"},"options":{"type":"array","items":{"type":"object","properties":{"label":{"type":"string"},"description":{"type":"string"}},"required":["label"]}},"multiSelect":{"type":"boolean"}},"required":["question"]}}},"required":["questions"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [];

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        // One question alone is often written without its array.
        var questions = (input.Objects("questions") ?? [input]).Select(One).ToList();
        if (input.Problem is { } problem)
            return ToolResult.Failed(problem);
        if (questions.Count is 0 or > MostQuestions)
            return ToolResult.Failed($"\"questions\" must hold one to {MostQuestions} questions, but holds {questions.Count}");
        var answers = await ask(questions, cancel).ConfigureAwait(false);
        return answers is null
            ? ToolResult.Failed("There is no one to ask in this session. Decide yourself, and say what you assumed.")
            : ToolResult.Done(string.Concat(questions.Zip(answers, (q, a) => $"{q.Text}\n→ {a}\n")));
    }

    private static UserQuestion One(ToolInput question) => new(
        question.Text("question"),
        question.OptionalText("header") ?? "",
        [.. (question.Objects("options") ?? []).Select(o => new UserOption(o.Text("label"), o.OptionalText("description") ?? ""))],
        question.Flag("multiSelect"));
}

using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Plans;

/// <summary><c>ExitPlanMode</c>: puts a plan before the person, whose consent ends plan mode.</summary>
/// <param name="leave">Leaves plan mode where consent has not already done so; gives the mode that is in force then.</param>
public sealed class ExitPlanTool(Func<string> leave) : ITool
{
    /// <summary>The name that models, rules and hooks know.</summary>
    public const string Name = "ExitPlanMode";

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        Name,
        "Shows the person your plan and asks to begin with it. For permission mode plan only, in which nothing may be changed: call this once the plan is whole, not to ask a question.",
        """{"type":"object","properties":{"plan":{"type":"string","description":"The plan, in Markdown"}},"required":["plan"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => ToolInput.Read(call) is var input && input.Text("plan").Length > 0 ? [new Need(NeedKind.EndPlan, "the plan")] : [];

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var plan = input.Text("plan");
        return Task.FromResult(input.Problem is { } problem ? ToolResult.Failed(problem)
            : plan.Length == 0 ? ToolResult.Failed("\"plan\" is empty; write down what you are going to do")
            : ToolResult.Done($"The permission mode is {leave()} now. Carry the plan out."));
    }
}

using Pith.Cli.Texts;
using Pith.Tools;
using Pith.Tools.Plans;

namespace Pith.Cli.Terminal.Reports;

/// <summary>The plan that a person is to agree to, whole: who agrees to it must have seen it.</summary>
internal static class PlanLines
{
    /// <summary>Its lines; none for any other call.</summary>
    public static IEnumerable<Line> Of(ToolCall call) =>
        call.Name == ExitPlanTool.Name && CallInput.Text(call.Input.Span, "plan") is { } plan ? plan.ReplaceLineEndings("\n").Split('\n').Select(l => Line.Of(CleanText.LineOf(l))) : [];
}

using Pith.Cli.Texts;
using Pith.Tools;
using Pith.Tools.Plans;

namespace Pith.Cli.Terminal.Reports;

/// <summary>A call that a person is to agree to, whole, where its title leaves something out: who agrees to it must have seen it to its end.</summary>
internal static class WholeCall
{
    /// <summary>Its lines; none where the title says it all, or where a plan or a diff does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="room">Columns of a title that the question has room for.</param>
    public static IEnumerable<Line> Of(ToolCall call, int room)
    {
        var fields = Telling(call);
        if (fields is [{ Text: var only }] && CallTitle.IsWhole(call, only, room))
            return [];
        return fields.SelectMany(field => (fields.Count > 1 ? $"{field.Name}: {field.Text}" : field.Text).ReplaceLineEndings("\n").Split('\n'))
            .Select(text => new Line { Hang = 4 }.Add("  │ ", Style.Dim).Add(CleanText.LineOf(text)));
    }

    /// <summary>What of a call is to be seen: of a command itself, of a change its place, since the rest is in its diff; of any other call everything.</summary>
    private static List<(string Name, string Text)> Telling(ToolCall call)
    {
        var fields = call.Name is "AskUserQuestion" or "TodoWrite" or ExitPlanTool.Name ? [] : CallInput.Fields(call.Input);
        return fields.FindAll(field => call.Name switch
        {
            "Bash" => field.Name == "command" || field is { Name: "dangerouslyDisableSandbox" or "run_in_background", Text: "true" },
            "Edit" or "Write" => field.Name == "file_path",
            _ => true,
        });
    }
}

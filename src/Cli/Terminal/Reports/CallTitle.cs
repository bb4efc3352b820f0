using System.Text;
using Pith.Cli.Texts;
using Pith.Tools;

namespace Pith.Cli.Terminal.Reports;

/// <summary>A call in one line: the tool and what it is about.</summary>
internal static class CallTitle
{
    private const int Longest = 400;

    private static readonly string[] Telling = ["command", "file_path", "path", "pattern", "url", "handle", "query", "prompt"];

    /// <summary>The tool's name and the field that says most; the name alone where its result says it all.</summary>
    public static string Of(ToolCall call) => call.Name is "AskUserQuestion" or "TodoWrite" or "ExitPlanMode" ? call.Name : $"{CleanText.LineOf(call.Name)}({Subject(call)})";

    /// <summary>Whether the title of a call about one thing says it to its end, as it is, in so many columns.</summary>
    public static bool IsWhole(ToolCall call, string subject, int room) => subject.Length <= Longest && CleanText.Of(subject) == Subject(call) && CellWidth.Of(Of(call)) <= room;

    /// <summary>What it is about, on one line; the beginning of what is long.</summary>
    public static string Subject(ToolCall call)
    {
        var subject = call.Name is "Grep" or "Glob" ? CallInput.Text(call.Input.Span, "pattern") : null;
        foreach (var name in Telling)
            subject ??= CallInput.Text(call.Input.Span, name);
        var line = CleanText.LineOf(subject ?? Encoding.UTF8.GetString(call.Input.Span));
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}

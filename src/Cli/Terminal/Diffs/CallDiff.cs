using System.Text;
using Pith.Cli.Terminal.Reports;
using Pith.Tools;

namespace Pith.Cli.Terminal.Diffs;

/// <summary>What an Edit or a Write would change, told from its input and the file as it is now.</summary>
internal static class CallDiff
{
    private const int LargestFile = 4 << 20;

    /// <summary>The diff; null for any other call, and for one whose change cannot be told.</summary>
    /// <param name="call">The call.</param>
    /// <param name="folder">Where relative paths start.</param>
    public static List<LineChange>? Of(ToolCall call, string folder)
    {
        if (call.Name is not ("Edit" or "Write") || CallInput.Text(call.Input.Span, "file_path") is not { Length: > 0 } path)
            return null;
        if (Content(Path.GetFullPath(path, folder)) is not { } before)
            return null;
        var after = call.Name == "Write" ? CallInput.Text(call.Input.Span, "content") : Edited(before, CallInput.Edits(call.Input));
        return after is null ? null : LineDiff.Of(Lines(before), Lines(after));
    }

    private static string? Content(string path)
    {
        try
        {
            if (!File.Exists(path))
                return "";
            return new FileInfo(path).Length > LargestFile ? null : Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The text with all replacements made; null where one does not fit, since then the tool will refuse.</summary>
    private static string? Edited(string text, IReadOnlyList<(string Old, string New, bool All)> edits)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (var (old, next, all) in edits)
        {
            var at = old.Length == 0 ? 0 : text.IndexOf(old.Replace("\r\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
            if (at < 0)
                return null;
            text = old.Length == 0 ? next : all ? text.Replace(old, next, StringComparison.Ordinal) : string.Concat(text.AsSpan(0, at), next, text.AsSpan(at + old.Replace("\r\n", "\n", StringComparison.Ordinal).Length));
        }

        return edits.Count == 0 ? null : text;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
}

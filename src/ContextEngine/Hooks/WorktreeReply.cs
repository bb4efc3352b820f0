using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>Reads the folder of a worktree off what a hook printed: the last line that says anything, or <c>worktreePath</c> of an answer in JSON.</summary>
internal static partial class WorktreeReply
{
    // Colours and titles that a shell's start files print.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?|[@-Z\\-_])")]
    private static partial Regex Escapes { get; }

    /// <summary>The folder, as the hook names it; null where it names none.</summary>
    public static string? Of(ReadOnlySpan<byte> output)
    {
        if (output is [(byte)'{', ..])
            return OfJson(output);
        var lines = Escapes.Replace(Encoding.UTF8.GetString(output), "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? null : lines[^1];
    }

    private static string? OfJson(ReadOnlySpan<byte> output)
    {
        try
        {
            using var document = ForeignJson.Parse(output.ToArray());
            return document.RootElement.Part("hookSpecificOutput").Word("worktreePath") is { Length: > 0 } folder ? folder : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Needs;

/// <summary>
/// The texts that an edit must find in a file to be carried out: the old side of a replacement, or of each hunk of a
/// patch as Codex writes them (<c>*** Update File</c>, hunks after <c>@@</c>, lines marked by a space, <c>-</c> or <c>+</c>).
/// </summary>
internal static class EditText
{
    private const string PatchStart = "*** Begin Patch";

    public static bool IsOld(string key) => key is "old_string" or "oldText" or "old_str" or "oldString";

    /// <summary>Old texts in order; empty for a call that edits nothing.</summary>
    public static List<string> Old(ToolCall call)
    {
        var old = new List<string>();
        foreach (var (key, value) in call.Values)
        {
            if (IsOld(key) && value.Length > 0)
                old.Add(value);
            else if (value.Contains(PatchStart, StringComparison.Ordinal))
                old.AddRange(Hunks(value));
        }

        return old;
    }

    /// <summary>Paths that a patch names.</summary>
    public static IEnumerable<string> PatchedFiles(ToolCall call)
    {
        foreach (var (_, value) in call.Values)
        {
            if (!value.Contains(PatchStart, StringComparison.Ordinal))
                continue;
            foreach (var line in value.Split('\n'))
                if (line.StartsWith("*** ", StringComparison.Ordinal) && line.IndexOf(" File: ", StringComparison.Ordinal) is > 0 and var at)
                    foreach (var atom in AtomText.In(line[at..]))
                        if (atom.IsPath)
                            yield return atom.Text;
        }
    }

    private static IEnumerable<string> Hunks(string patch)
    {
        var hunk = new StringBuilder();
        var changes = false;
        foreach (var line in patch.Split('\n').Append("@@"))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal) || line.StartsWith("***", StringComparison.Ordinal))
            {
                if (changes && hunk.Length > 1)
                    yield return hunk.ToString(0, hunk.Length - 1);
                hunk.Clear();
                changes = false;
                continue;
            }

            changes |= line.StartsWith('-') || line.StartsWith('+');
            if (line.StartsWith(' ') || line.StartsWith('-'))
                hunk.Append(line, 1, line.Length - 1).Append('\n');
        }
    }
}

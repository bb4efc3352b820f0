using Pith.Budgets.Recordings;

namespace Pith.Budgets.Needs;

/// <summary>The paths a call works on: those in the first line of its values, but for values that are the text of a file.</summary>
internal static class CallPaths
{
    public static List<string> Of(ToolCall call)
    {
        var paths = new List<string>();
        foreach (var (key, value) in call.Values)
        {
            if (IsFileText(key))
                continue;
            var end = value.IndexOf('\n', StringComparison.Ordinal);
            foreach (var atom in AtomText.In(end < 0 ? value : value[..end]))
                if (atom.IsPath && !paths.Contains(atom.Text))
                    paths.Add(atom.Text);
        }

        foreach (var path in EditText.PatchedFiles(call))
            if (!paths.Contains(path))
                paths.Add(path);
        return paths;
    }

    private static bool IsFileText(string key) => EditText.IsOld(key) || key is "new_string" or "newText" or "new_str" or "newString" or "content" or "file_text" or "description" or "prompt";
}

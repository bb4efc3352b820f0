using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of <c>jq</c> that see nothing but their input: no file, no module of one, and no environment to look for a secret in.</summary>
internal static class JqFilter
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("rcesSjCMan");

    /// <summary>Whether its words are a filter and options of how it prints.</summary>
    public static bool Is(IReadOnlyList<ShellWord> arguments)
    {
        var filters = 0;
        for (var i = 0; i < arguments.Count; i++)
        {
            var text = arguments[i].Text;
            if (text is "--arg" or "--argjson")
                i += 2;
            else if (!text.StartsWith('-'))
                filters += text.Contains("env", StringComparison.OrdinalIgnoreCase) || text.Contains("import", StringComparison.Ordinal) || text.Contains("include", StringComparison.Ordinal) || text.Contains("input_filename", StringComparison.Ordinal) ? 2 : 1;
            else if (text is not ("--raw-output" or "--compact-output" or "--exit-status" or "--slurp" or "--sort-keys" or "--tab" or "--null-input") && !(text is ['-', not '-', ..] && !text.AsSpan(1).ContainsAnyExcept(Letters)))
                return false;
        }

        return filters == 1;
    }
}

using System.Text;

namespace Pith.Tools.Servers;

/// <summary>Replaces <c>${NAME}</c> and <c>${NAME:-default}</c> in a text of settings; anything else with a dollar stays.</summary>
internal static class VariableText
{
    /// <summary>The text with its variables replaced, or the name of one that is not set and has no default.</summary>
    /// <param name="text">As written.</param>
    /// <param name="variable">A variable's value, or null.</param>
    /// <param name="missing">The first variable that is not there; null where all are.</param>
    public static string Expand(string text, Func<string, string?> variable, out string? missing)
    {
        missing = null;
        var expanded = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
                return expanded.Append(text, at, text.Length - at).ToString();
            var inside = text[(open + 2)..close];
            var split = inside.IndexOf(":-", StringComparison.Ordinal);
            var name = split < 0 ? inside : inside[..split];
            expanded.Append(text, at, open - at);
            at = close + 1;
            if (!IsName(name))
                expanded.Append(text, open, at - open);
            else if (variable(name) is { Length: > 0 } value)
                expanded.Append(value);
            else if (split >= 0)
                expanded.Append(inside, split + 2, inside.Length - split - 2);
            else
                missing ??= name;
        }

        return expanded.ToString();
    }

    private static bool IsName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

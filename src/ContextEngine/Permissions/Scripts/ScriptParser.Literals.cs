using System.Text.RegularExpressions;
using Pith.Permissions.Classifiers;

namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    /// <summary>Characters of one literal, and of all: what a page that set a trap would learn of whoever wrote the script.</summary>
    private const int LongestLiteral = 200, MostLiterals = 1500;

    /// <summary>What looks like a key, and names of what pages keep to themselves.</summary>
    [GeneratedRegex(@"(?=[\w+/=-]*\d[\w+/=-]*\d[\w+/=-]*\d)(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])[\w+/=-]{24,}|[0-9a-f]{32,}|password|passwd|secret|csrf|api.?key", RegexOptions.CultureInvariant)]
    private static partial Regex Secret { get; }

    private int literals;

    /// <summary>A regular expression, which ends here.</summary>
    private ScriptKind Expressed(int end)
    {
        RefuseUnless(end > 0);
        if (refused)
            return ScriptKind.Any;
        Literal(token.Start, end);
        token = token with { End = end };
        Advance();
        return ScriptKind.Any;
    }

    private ScriptKind Template()
    {
        var from = token.End;
        for (var i = from; !refused; i++)
            if (i >= text.Length)
            {
                Refuse();
            }
            else if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '`')
            {
                Literal(from, i);
                token = token with { Start = i, End = i + 1 };
                Advance();
                break;
            }
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                Literal(from, i);
                token = token with { Start = i, End = i + 2 };
                Advance();
                Expression();
                RefuseUnless(Is("}"));
                from = token.End;
                i = token.End - 1;
            }

        return ScriptKind.Plain;
    }

    /// <summary>Holds what the script brings along: little, no address, and no secret.</summary>
    private void Literal(int start, int end)
    {
        if (refused)
            return;
        literals += end - start;
        RefuseUnless(end - start <= LongestLiteral && literals <= MostLiterals && !ServerReading.NamesMore(text[start..end].Trim('"', '\'', '/')) && !Secret.IsMatch(text.AsSpan(start, end - start)));
    }
}

using System.Text;

namespace Pith.Instructions;

/// <summary>
/// What a model is shown of an instruction file, and what the file imports. Block comments are for people and left out;
/// what stands in code, fenced, indented or between backticks, is kept as it is and imports nothing. A comment that is never
/// closed is kept: nothing is lost by a slip.
/// </summary>
internal sealed class MarkdownText
{
    private readonly StringBuilder _kept = new();
    private readonly StringBuilder _prose = new();

    private MarkdownText()
    {
    }

    /// <summary>The text without its block comments.</summary>
    public string Kept => _kept.ToString();

    /// <summary>The paths behind <c>@</c>, in their order.</summary>
    public IReadOnlyList<string> Imports { get; private set; } = [];

    public static MarkdownText Of(string text)
    {
        var result = new MarkdownText();
        result.Walk(text.ReplaceLineEndings("\n").Split('\n'));
        result.Imports = [.. ImportPaths.In(result._prose.ToString())];
        return result;
    }

    private void Walk(string[] lines)
    {
        var (fence, afterBlank, inList, inIndented) = ("", true, false, false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var plain = line.TrimStart(' ');
            if (fence.Length > 0)
            {
                Keep(line, isCode: true, i == lines.Length - 1);
                if (plain.StartsWith(fence, StringComparison.Ordinal) && plain.Trim(fence[0]).Trim().Length == 0)
                    fence = "";
                continue;
            }

            var indent = line.Length - plain.Length;
            if (indent < 4 && plain.StartsWith("<!--", StringComparison.Ordinal) && CommentEnd(lines, i) is { } end)
            {
                i = end.Line;
                if (end.Behind.Trim().Length > 0)
                    Keep(end.Behind, isCode: false, i == lines.Length - 1);
                continue;
            }

            if (indent < 4 && FenceOf(plain) is { } opened)
                fence = opened;
            inList = IsListItem(plain) || inList && (plain.Length == 0 || indent > 0 || line.StartsWith('\t'));
            inIndented = !inList && plain.Length > 0 && (indent >= 4 || line.StartsWith('\t')) && (afterBlank || inIndented);
            afterBlank = plain.Length == 0;
            Keep(line, isCode: inIndented || fence.Length > 0, i == lines.Length - 1);
        }
    }

    private void Keep(string line, bool isCode, bool isLast)
    {
        _kept.Append(line).Append(isLast ? "" : "\n");
        _prose.Append(isCode ? "" : line).Append('\n');
    }

    private static (int Line, string Behind)? CommentEnd(string[] lines, int start)
    {
        for (var i = start; i < lines.Length; i++)
        {
            var from = i == start ? lines[i].IndexOf("<!--", StringComparison.Ordinal) + 4 : 0;
            if (lines[i].IndexOf("-->", from, StringComparison.Ordinal) is >= 0 and var end)
                return (i, lines[i][(end + 3)..]);
        }

        return null;
    }

    /// <summary>The run of three or more backticks or tildes that opens a fence, or null.</summary>
    private static string? FenceOf(string plain)
    {
        if (plain is not ['`', ..] and not ['~', ..])
            return null;
        var length = plain.Length - plain.TrimStart(plain[0]).Length;
        return length >= 3 && (plain[0] == '~' || !plain.AsSpan(length).Contains('`')) ? plain[..length] : null;
    }

    private static bool IsListItem(string plain) =>
        plain is ['-' or '*' or '+', ' ', ..] || plain.TrimStart("0123456789".ToCharArray()) is ['.' or ')', ' ', ..] && char.IsAsciiDigit(plain[0]);
}

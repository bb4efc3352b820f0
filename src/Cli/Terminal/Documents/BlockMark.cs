namespace Pith.Cli.Terminal.Documents;

/// <summary>What a line of Markdown begins with, where that makes another block of it.</summary>
internal static class BlockMark
{
    /// <summary>The length of a fence's mark; 0 where the line is none.</summary>
    /// <param name="text">The line.</param>
    /// <param name="info">What stands behind the mark.</param>
    public static int Fence(string text, out string info)
    {
        info = "";
        var line = text.AsSpan().TrimStart();
        if (line is not (['`', '`', '`', ..] or ['~', '~', '~', ..]))
            return 0;
        var length = line.Length - line.TrimStart(line[0]).Length;
        info = line[length..].TrimStart().ToString();
        return info.Contains('`') ? 0 : length;
    }

    /// <summary>The level of a heading, from 1; 0 where the line is none.</summary>
    /// <param name="text">The line.</param>
    /// <param name="title">The heading, without the marks around it.</param>
    public static int Heading(string text, out string title)
    {
        title = "";
        var line = text.AsSpan().TrimStart(' ');
        var level = line.Length - line.TrimStart('#').Length;
        if (text.Length - line.Length > 3 || level is 0 or > 6 || level == line.Length || !char.IsWhiteSpace(line[level]))
            return 0;
        title = line[level..].Trim().TrimEnd('#').Trim().ToString();
        return level;
    }

    /// <summary>Whether it is a rule: three of one mark or more, and nothing else.</summary>
    public static bool IsRule(string text)
    {
        var line = text.AsSpan().TrimStart(' ');
        if (text.Length - line.Length > 3 || line is not ['-' or '*' or '_', ..])
            return false;
        var marks = 0;
        foreach (var letter in line)
            if (letter == line[0])
                marks++;
            else if (!char.IsWhiteSpace(letter))
                return false;
        return marks >= 3;
    }

    /// <summary>Where the mark of a list's item ends; 0 where the line is none.</summary>
    public static int Item(string text)
    {
        var at = text.Length - text.AsSpan().TrimStart().Length;
        var line = text.AsSpan(at);
        var digits = line.Length - line.TrimStart("0123456789").Length;
        if (digits > 9 || line.Length < digits + 2 || !(digits == 0 ? line[0] is '-' or '*' or '+' : line[digits] is '.' or ')'))
            return 0;
        return char.IsWhiteSpace(line[digits + 1]) ? at + digits + 1 : 0;
    }
}

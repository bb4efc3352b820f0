using System.Net;
using System.Text;

namespace Pith.Tools.Pages;

/// <summary>What a page of HTML says, as plain text: headings, lists, links and preformatted text keep a mark; scripts and styles are left out. One pass, any input.</summary>
internal static class PageText
{
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "svg", "iframe" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "ul", "ol", "table", "tr", "blockquote", "pre", "form", "figure", "dl", "dt", "dd", "hr", "br", "title", "h1", "h2", "h3", "h4", "h5", "h6", "li", "body", "head",
    };

    public static string Of(string html)
    {
        var output = new StringBuilder(html.Length / 4);
        var isPreformatted = false;
        var link = "";
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            Say(output, html.AsSpan(at, (open < 0 ? html.Length : open) - at), isPreformatted);
            if (open < 0)
                break;
            if (html.AsSpan(open).StartsWith("<!--"))
            {
                at = html.IndexOf("-->", open, StringComparison.Ordinal) is > 0 and var end ? end + 3 : html.Length;
                continue;
            }

            var close = html.IndexOf('>', open);
            var tag = html.AsSpan(open + 1, (close < 0 ? html.Length : close) - open - 1);
            at = close < 0 ? html.Length : close + 1;
            var isEnd = tag.StartsWith("/");
            var name = NameOf(isEnd ? tag[1..] : tag);
            if (!isEnd && Silent.Contains(name))
                at = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase) is > 0 and var behind ? behind : html.Length;
            else if (Blocks.Contains(name))
                StartLine(output, name, isEnd);
            else if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
                link = Link(output, tag, isEnd, link);
            else if (!isEnd && (name.Equals("td", StringComparison.OrdinalIgnoreCase) || name.Equals("th", StringComparison.OrdinalIgnoreCase)))
                output.Append(output.Length > 0 && output[^1] != '\n' ? " | " : "");
            if (name.Equals("pre", StringComparison.OrdinalIgnoreCase))
                isPreformatted = !isEnd;
        }

        return output.ToString().Trim();
    }

    private static string NameOf(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
            length++;
        return tag[..length].ToString();
    }

    private static void StartLine(StringBuilder output, string name, bool isEnd)
    {
        while (output.Length > 0 && output[^1] == ' ')
            output.Length--;
        if (output.Length > 0 && output[^1] != '\n')
            output.Append('\n');
        if (isEnd)
            return;
        if (name.Length == 2 && (name[0] | 0x20) == 'h' && char.IsAsciiDigit(name[1]))
            output.Append('\n').Append('#', name[1] - '0').Append(' ');
        else if (name.Equals("li", StringComparison.OrdinalIgnoreCase))
            output.Append("- ");
    }

    // The address stands behind the words of a link that leads somewhere else.
    private static string Link(StringBuilder output, ReadOnlySpan<char> tag, bool isEnd, string link)
    {
        if (isEnd)
        {
            if (link.Length > 0)
                output.Append(" (").Append(link).Append(')');
            return "";
        }

        var at = tag.IndexOf("href=", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at + 6 >= tag.Length || tag[at + 5] is not ('"' or '\''))
            return "";
        var value = tag[(at + 6)..];
        var end = value.IndexOf(tag[at + 5]);
        var address = WebUtility.HtmlDecode(value[..Math.Max(end, 0)].ToString());
        return address.StartsWith("http", StringComparison.OrdinalIgnoreCase) || address.StartsWith('/') ? address : "";
    }

    private static void Say(StringBuilder output, ReadOnlySpan<char> raw, bool isPreformatted)
    {
        var text = raw.Contains('&') ? WebUtility.HtmlDecode(raw.ToString()) : raw.ToString();
        if (isPreformatted)
        {
            output.Append(text);
            return;
        }

        foreach (var c in text)
            if (!char.IsWhiteSpace(c))
                output.Append(c);
            else if (output.Length > 0 && output[^1] is not (' ' or '\n'))
                output.Append(' ');
    }
}

namespace Pith.Permissions.Shell;

/// <summary>Reserved words and names.</summary>
internal sealed partial class ShellParser
{
    /// <summary>The reserved word that stands here, or nothing. Only whole, unquoted words are reserved.</summary>
    private string Keyword()
    {
        const int longest = 8;
        var length = 0;
        while (length <= longest && Peek(length) is (>= 'a' and <= 'z') or '{' or '}' or '!' or '[' or ']')
            length++;
        if (length is 0 or > longest || !IsMeta(Peek(length)))
            return "";
        return text.AsSpan(at, length) switch
        {
            "if" => "if",
            "then" => "then",
            "else" => "else",
            "elif" => "elif",
            "fi" => "fi",
            "do" => "do",
            "done" => "done",
            "case" => "case",
            "esac" => "esac",
            "in" => "in",
            "while" => "while",
            "until" => "until",
            "for" => "for",
            "select" => "select",
            "function" => "function",
            "time" => "time",
            "coproc" => "coproc",
            "{" => "{",
            "}" => "}",
            "!" => "!",
            "[[" => "[[",
            "]]" => "]]",
            _ => "",
        };
    }

    private static bool IsReserved(string word) => word is "if" or "then" or "else" or "elif" or "fi" or "do" or "done" or "case" or "esac" or "while" or "until" or "for"
        or "select" or "function" or "time" or "coproc" or "{" or "}" or "!" or "[[" or "]]" or "in";

    private void ExpectWord(string keyword, string what, int start)
    {
        if (Refused)
            return;
        SkipBlanks();
        if (Keyword() == keyword)
            at += keyword.Length;
        else
            Refuse($"{what} that begins here lacks its '{keyword}'", start);
    }

    /// <summary>A name of a variable here, or nothing.</summary>
    private string Name()
    {
        if (!IsNameStart(Peek()))
            return "";
        var length = 1;
        while (IsNamePart(Peek(length)))
            length++;
        if (!IsMeta(Peek(length)))
            return "";
        at += length;
        return text.Substring(at - length, length);
    }

    private static bool IsNumber(ShellWord word) => word.IsLiteral && IsNumber(word.Text) || word.Has(WordTraits.Number);

    /// <summary><c>12</c> or <c>-3</c>: what arithmetic takes for itself.</summary>
    private static bool IsNumber(ReadOnlySpan<char> value)
    {
        value = value is ['-' or '+', .. var rest] ? rest : value;
        return value.Length is > 0 and < 20 && !value.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Whether the source of an expansion, quotes and all, comes to a number: <c>$((…))</c>, <c>$#</c>, a length. <c>${#+x}</c> is none: it is <c>x</c>.</summary>
    private static bool IsNumberSource(ReadOnlySpan<char> source)
    {
        source = source is ['"', .. var quoted, '"'] && !quoted.Contains('"') ? quoted : source;
        return source is "$#" or "$?" or "$$" or "$!" or "$RANDOM" or "$SECONDS" or "$LINENO"
            || source.StartsWith("$((") && source.IndexOf("))") == source.Length - 2
            || source is ['$', '{', '#', .. var measured, '}'] && IsMeasured(measured);
    }

    /// <summary>A parameter whose length is asked for, and nothing else: of <c>${##}</c> one of a single character.</summary>
    private static bool IsMeasured(ReadOnlySpan<char> parameter)
    {
        if (parameter is [] or "#" or "?" or "$" or "!" or "-" or "@" or "*")
            return true;
        if (parameter.IndexOf('[') is > 0 and var bracket && parameter[^1] == ']')
        {
            var index = parameter[(bracket + 1)..^1];
            if (index is not ("@" or "*") && (index.Length == 0 || index.ContainsAnyExceptInRange('0', '9')))
                return false;
            parameter = parameter[..bracket];
        }

        foreach (var c in parameter)
            if (!IsNamePart(c))
                return false;
        return true;
    }

    private static bool IsRange(string braces) =>
        braces is ['{', .. var inner, '}'] && inner.Split("..") is [var first, var last] && IsNumber(first) && IsNumber(last);
}

namespace Pith.Permissions.Shell;

/// <summary>Redirections, with the descriptor before them.</summary>
internal sealed partial class ShellParser
{
    /// <summary>Whether a redirection stands here: digits or <c>{name}</c> belong to it when its sign follows at once.</summary>
    private bool IsRedirection()
    {
        var sign = DescriptorLength();
        return Peek(sign) switch
        {
            '<' or '>' => sign > 0 || Peek(1) != '(',
            '&' => sign == 0 && Peek(1) == '>',
            _ => false,
        };
    }

    private int DescriptorLength()
    {
        var length = 0;
        while (char.IsAsciiDigit(Peek(length)))
            length++;
        if (length > 0 || Peek() != '{' || !IsNameStart(Peek(1)))
            return length;
        length = 2;
        while (IsNamePart(Peek(length)))
            length++;
        return Peek(length) == '}' && Peek(length + 1) is '<' or '>' ? length + 1 : 0;
    }

    private Redirection Redirect()
    {
        var length = DescriptorLength();
        if (length > 2 && Peek() == '{')
            notes.Sets(text.Substring(at + 1, length - 2), PlaceOf(at));
        at += length;
        var kind = Kind();
        SkipBlanks();
        if (Peek() == '\n' || IsMeta(Peek()) && !IsProcessSubstitution())
        {
            Refuse("a redirection names no file", at);
            return new Redirection(kind, new ShellWord("", WordTraits.Quoted, PlaceOf(at), PlaceOf(at)));
        }

        if (kind == RedirectionKind.Document)
            return new Redirection(kind, Delimiter());
        var target = Word();
        if (kind is RedirectionKind.Duplicate && !IsDescriptor(target))
            kind = RedirectionKind.WriteBoth; // also for '<&' with a word: whatever that is, it is not plain
        return new Redirection(kind, target);
    }

    private RedirectionKind Kind()
    {
        if (Take("&>>"))
            return RedirectionKind.AppendBoth;
        if (Take("&>"))
            return RedirectionKind.WriteBoth;
        if (Take("<<<"))
            return RedirectionKind.Text;
        if (Take("<<"))
        {
            stripsTabs = Take('-');
            return RedirectionKind.Document;
        }

        if (Take("<>"))
            return RedirectionKind.ReadWrite;
        if (Take("<&") || Take(">&"))
            return RedirectionKind.Duplicate;
        if (Take('<'))
            return RedirectionKind.Read;
        if (Take(">>"))
            return RedirectionKind.Append;
        at++;
        Take('|');
        return RedirectionKind.Write;
    }

    private static bool IsDescriptor(ShellWord word) =>
        word.IsLiteral && (word.Text == "-" || word.Text.TrimEnd('-') is var number && number.Length > 0 && !number.AsSpan().ContainsAnyExceptInRange('0', '9'));
}

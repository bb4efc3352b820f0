namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    /// <summary>One or more expressions with commas between; what the last one is.</summary>
    private ScriptKind Expression()
    {
        var kind = Assignment();
        while (Take(","))
            kind = Assignment();
        return kind;
    }

    private ScriptKind Assignment()
    {
        var kind = Enter() ? Assigned() : ScriptKind.Any;
        depth--;
        return kind;
    }

    /// <summary>Only to a name of the script itself: everything else that can be assigned to belongs to the page.</summary>
    private ScriptKind Assigned()
    {
        if (IsArrow())
        {
            Arrow();
            return ScriptKind.Function;
        }

        if (IsFree(token) && Ahead() is var next && IsAssignment(next))
        {
            var place = scope.Use(token);
            RefuseUnless(place >= 0);
            Advance();
            Advance();
            var value = Assignment();
            if (refused)
                return ScriptKind.Any;
            var own = scope.KindOf(place);
            var kind = Is(next, "=") ? value : Is(next, "+=") ? Sum(own, value) : Is(next, "&&=") || Is(next, "||=") || Is(next, "??=") ? Joined(own, value) : ScriptKind.Number;
            scope.Assign(place, kind);
            return kind;
        }

        var found = Conditional();
        RefuseUnless(!IsAssignment(token));
        return found;
    }

    private bool IsAssignment(ScriptToken piece) =>
        piece.Kind == ScriptTokenKind.Sign && text[piece.End - 1] == '=' && !(Is(piece, "==") || Is(piece, "===") || Is(piece, "!=") || Is(piece, "!==") || Is(piece, "<=") || Is(piece, ">="));

    private ScriptKind Conditional()
    {
        var kind = Binary(0);
        if (!Take("?"))
            return kind;
        var left = Assignment();
        Expect(":");
        return Joined(left, Assignment());
    }

    /// <summary>Climbs the precedences, since what a value surely is hangs on them.</summary>
    private ScriptKind Binary(int least)
    {
        var left = Unary();
        while (!refused && Precedence() is var level && level > least)
        {
            var sign = token;
            Advance();
            var right = Binary(Is(sign, "**") ? level - 1 : level);
            left = level switch
            {
                // What is false is nothing that could be called or changed.
                2 => right == ScriptKind.Number ? ScriptKind.Plain : right,
                1 => Joined(left, right),
                6 or 7 => ScriptKind.Plain,
                9 when Is(sign, "+") => Sum(left, right),
                _ => ScriptKind.Number,
            };
        }

        return left;
    }

    private int Precedence() => token.Kind != ScriptTokenKind.Sign ? 0 : text.AsSpan(token.Start, token.End - token.Start) switch
    {
        "||" or "??" => 1,
        "&&" => 2,
        "|" => 3,
        "^" => 4,
        "&" => 5,
        "==" or "!=" or "===" or "!==" => 6,
        "<" or ">" or "<=" or ">=" => 7,
        "<<" or ">>" or ">>>" => 8,
        "+" or "-" => 9,
        "*" or "/" or "%" => 10,
        "**" => 11,
        _ => 0,
    };

    private ScriptKind Unary()
    {
        if (!Enter())
            return ScriptKind.Any;
        var kind = Prefixed();
        depth--;
        return kind;
    }

    private ScriptKind Prefixed()
    {
        if (Take("!") || Take("typeof") || Take("void"))
        {
            Unary();
            return ScriptKind.Plain;
        }

        if (Take("-") || Take("+") || Take("~"))
        {
            Unary();
            return ScriptKind.Number;
        }

        if (!Take("++") && !Take("--"))
            return Member();
        // What would follow the name is what would be counted up.
        var place = IsFree(token) ? scope.Use(token) : -1;
        var next = Ahead();
        RefuseUnless(place >= 0 && !Is(next, ".") && !Is(next, "?.") && !Is(next, "[") && !Is(next, "(") && !Is(next, "`"));
        if (!refused)
            scope.Assign(place, ScriptKind.Number);
        Advance();
        return ScriptKind.Number;
    }

    private static ScriptKind Sum(ScriptKind left, ScriptKind right) => left == ScriptKind.Number && right == ScriptKind.Number ? ScriptKind.Number : ScriptKind.Plain;

    private static ScriptKind Joined(ScriptKind left, ScriptKind right) =>
        left == right ? left : left is ScriptKind.Plain or ScriptKind.Number && right is ScriptKind.Plain or ScriptKind.Number ? ScriptKind.Plain : ScriptKind.Any;
}

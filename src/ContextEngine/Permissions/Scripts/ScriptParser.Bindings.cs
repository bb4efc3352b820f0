namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    /// <summary>A name or a pattern with its value. What <c>var</c> binds may be bound again and is taken for anything.</summary>
    private void Declarator(bool hoists)
    {
        if (!IsFree(token))
        {
            RefuseUnless(!hoists);
            declares = true;
            Pattern();
            declares = false;
            Expect("=");
            Assignment();
            return;
        }

        RefuseUnless(!hoists || scope.Find(token) < 0);
        hasVar |= hoists;
        var name = token;
        Advance();
        var isSet = Take("=");
        // Inside its own value it is bound already, and an arrow may call itself.
        ScriptKind? known = hoists || !isSet ? ScriptKind.Any : IsArrow() ? ScriptKind.Function : null;
        declares = true;
        Bind(name, known);
        declares = false;
        if (!isSet)
            return;
        var place = scope.Count - 1;
        var kind = Assignment();
        if (!refused && !hoists)
            scope.Set(place, kind);
    }

    private void Binding()
    {
        if (Is("{") || Is("["))
        {
            Pattern();
            return;
        }

        Bind(token);
        Advance();
    }

    /// <summary>A pattern reads what its keys name, so they are held as any other reading; what is left over would hold what no name leads to.</summary>
    private void Pattern()
    {
        if (!Enter())
            return;
        var ofNames = Is("{");
        if (!ofNames)
            RefuseUnless(Is("["));
        Advance();
        while (!refused && !Is(ofNames ? "}" : "]"))
        {
            if (ofNames)
            {
                RefuseUnless(token.Kind == ScriptTokenKind.Name && ScriptNames.IsField(TextOf(token)));
                if (Is(Ahead(), ":"))
                {
                    Advance();
                    Advance();
                }

                Binding();
            }
            else if (!Is(","))
            {
                _ = Take("...");
                Binding();
            }

            Default();
            if (!Take(","))
                break;
        }

        Expect(ofNames ? "}" : "]");
        depth--;
    }

    /// <summary>What a name has where it is given nothing: something plain, so that reading it twice costs nothing.</summary>
    private void Default()
    {
        if (!Take("="))
            return;
        if (Is("{") || Is("["))
        {
            Advance();
            RefuseUnless(Is("}") || Is("]"));
        }
        else
        {
            RefuseUnless(token.Kind == ScriptTokenKind.Number || token.Kind == ScriptTokenKind.Text || Is("null") || Is("true") || Is("false") || Is("undefined"));
            Literal(token.Start, token.End);
        }

        Advance();
    }
}

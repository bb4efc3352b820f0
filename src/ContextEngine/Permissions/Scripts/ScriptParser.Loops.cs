namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    private void For()
    {
        var outside = scope.Count;
        Expect("(");
        if (Is("const") || Is("let") || functions > 0 && Is("var"))
        {
            var hoists = Is("var");
            Advance();
            var name = token;
            if (IsFree(name) && Is(Ahead(), "of"))
            {
                Advance();
                Advance();
                Assignment();
                RefuseUnless(!hoists || scope.Find(name) < 0);
                hasVar |= hoists;
                Bind(name);
            }
            else if (Is("{") || Is("["))
            {
                RefuseUnless(!hoists);
                Pattern();
                Expect("of");
                Assignment();
            }
            else
            {
                do
                    Declarator(hoists);
                while (Take(","));
                Rest();
            }
        }
        else
        {
            if (!Is(";"))
                Expression();
            Rest();
        }

        Expect(")");
        Statement(inList: false);
        scope.Leave(outside);

        void Rest()
        {
            Expect(";");
            if (!Is(";"))
                Expression();
            Expect(";");
            if (!Is(")"))
                Expression();
        }
    }

    private void Try()
    {
        Block();
        if (Take("catch"))
        {
            var outside = scope.Count;
            if (Take("("))
            {
                Binding();
                Expect(")");
            }

            Block();
            scope.Leave(outside);
        }

        if (Take("finally"))
            Block();
    }
}

namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    /// <summary>A statement. Only in a list is <c>let</c> surely the word of the language: behind <c>if (x)</c> it is a name, and a line break ends it.</summary>
    private void Statement(bool inList)
    {
        if (Enter())
            Inside(inList);
        depth--;
    }

    private void Inside(bool inList)
    {
        if (Is("{"))
            Block();
        else if (Take(";"))
            return;
        else if (Is("const") || Is("let") || Is("var"))
            Declaration(inList);
        else if (Is("function"))
            FunctionDeclaration(inList);
        else if (Take("if"))
        {
            Condition();
            Statement(inList: false);
            if (Take("else"))
                Statement(inList: false);
        }
        else if (Take("for"))
            For();
        else if (Take("while"))
        {
            Condition();
            Statement(inList: false);
        }
        else if (Take("try"))
            Try();
        else if (Take("return"))
        {
            RefuseUnless(functions > 0);
            if (!Is(";") && !Is("}") && !token.AfterBreak)
                Expression();
            Semicolon();
        }
        else if (Take("break") || Take("continue"))
            Semicolon();
        else
        {
            Expression();
            Semicolon();
        }
    }

    /// <summary>The end of a statement, written or not; what follows could not go on with it, since that would have been read.</summary>
    private void Semicolon() => RefuseUnless(!refused && (Take(";") || Is("}") || token.Kind == ScriptTokenKind.End || token.AfterBreak));

    private void Block()
    {
        var outside = scope.Count;
        depth++;
        Expect("{");
        while (!refused && !Is("}"))
            Statement(inList: true);
        Expect("}");
        depth--;
        scope.Leave(outside);
    }

    private void Condition()
    {
        Expect("(");
        Expression();
        Expect(")");
    }

    /// <summary>What is declared at the top stays, in sight of the page's own scripts; <c>var</c> there even keeps the page's value.</summary>
    private void Declaration(bool inList)
    {
        RefuseUnless(inList && depth > 1 && (functions > 0 || !Is("var")));
        var hoists = Is("var");
        Advance();
        do
            Declarator(hoists);
        while (Take(","));
        Semicolon();
    }

    private void FunctionDeclaration(bool inList)
    {
        RefuseUnless(inList && functions > 0 && IsFree(Ahead()));
        hasFunction = true;
        Bind(Ahead(), ScriptKind.Function);
        Function();
    }

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

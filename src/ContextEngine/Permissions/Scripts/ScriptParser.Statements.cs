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
        else if (Is("function") && !Is(Ahead(), "("))
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
        var (outside, around) = (scope.Count, block);
        depth++;
        block = token.Start;
        Expect("{");
        while (!refused && !Is("}"))
            Statement(inList: true);
        Expect("}");
        depth--;
        block = around;
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
        declares = true;
        Bind(Ahead(), ScriptKind.Function);
        declares = false;
        Function();
    }
}

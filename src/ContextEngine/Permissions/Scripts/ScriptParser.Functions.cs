namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    /// <summary>Whether an arrow function begins here; nothing is taken.</summary>
    private bool IsArrow()
    {
        if (IsFree(token))
            return Is(Ahead(), "=>");
        if (refused || !Is("("))
            return false;
        var (before, bound, deep) = (token, scope.Count, depth);
        Parameters();
        var holds = !refused && Is("=>") && !token.AfterBreak;
        (token, depth, refused) = (before, deep, false);
        scope.Leave(bound);
        return holds;
    }

    private void Parameters()
    {
        Expect("(");
        while (!refused && !Is(")"))
        {
            var isRest = Take("...");
            Binding();
            if (!isRest)
                Default();
            if (!Take(","))
                break;
        }

        Expect(")");
    }

    /// <summary>An arrow function, known to be one.</summary>
    private void Arrow()
    {
        var outside = scope.Count;
        if (Is("("))
            Parameters();
        else
            Binding();
        RefuseUnless(!token.AfterBreak);
        Expect("=>");
        Body(isArrow: true);
        scope.Leave(outside);
    }

    /// <summary><c>function</c> with a name or none; a star would make a generator.</summary>
    private void Function()
    {
        var outside = scope.Count;
        Expect("function");
        if (!Is("("))
        {
            Bind(token, ScriptKind.Function);
            Advance();
        }

        Parameters();
        Body(isArrow: false);
        scope.Leave(outside);
    }

    private void Body(bool isArrow)
    {
        functions++;
        if (Is("{") || !isArrow)
            Block();
        else
            Assignment();
        functions--;
    }
}

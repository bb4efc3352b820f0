namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    private ScriptKind Primary()
    {
        if (token.Kind == ScriptTokenKind.Number || token.Kind == ScriptTokenKind.Text)
        {
            var isNumber = token.Kind == ScriptTokenKind.Number;
            Literal(token.Start, token.End);
            Advance();
            return isNumber ? ScriptKind.Number : ScriptKind.Plain;
        }

        if (token.Kind == ScriptTokenKind.Name)
            return Word();
        if (Is("`"))
            return Template();
        if (Is("/") || Is("/="))
            return Expressed(ScriptScanner.EndOfPattern(text, token.Start));
        if (Is("{"))
            return Record();
        if (Take("["))
        {
            while (!refused && !Is("]"))
            {
                _ = Take("...");
                Assignment();
                if (!Take(","))
                    break;
            }

            Expect("]");
            return ScriptKind.Fresh;
        }

        Expect("(");
        var kind = Expression();
        Expect(")");
        return kind;
    }

    private ScriptKind Word()
    {
        if (Is("function"))
        {
            Function();
            return ScriptKind.Function;
        }

        if (Take("true") || Take("false") || Take("null"))
            return ScriptKind.Plain;
        if (Take("new"))
        {
            var isDate = Is("Date");
            RefuseUnless(token.Kind == ScriptTokenKind.Name && ScriptNames.Made.Contains(TextOf(token)) && scope.Find(token) < 0);
            Advance();
            Arguments("");
            return isDate ? ScriptKind.Any : ScriptKind.Fresh;
        }

        RefuseUnless(IsFree(token));
        if (refused)
            return ScriptKind.Any;
        if (scope.Use(token) is >= 0 and var place)
        {
            Advance();
            return scope.KindOf(place);
        }

        if (Is("window"))
        {
            Advance();
            Expect(".");
            RefuseUnless(token.Kind == ScriptTokenKind.Name);
        }

        return refused ? ScriptKind.Any : Global(TextOf(token));
    }

    /// <summary>What the script has not bound is the page's: only what is listed, and most of that only with what is read of it.</summary>
    private ScriptKind Global(string name)
    {
        Advance();
        if (name is "undefined")
            return ScriptKind.Plain;
        if (name is "NaN" or "Infinity")
            return ScriptKind.Number;
        if (ScriptNames.Values.Contains(name))
            return ScriptKind.Any;
        if (ScriptNames.Functions.Contains(name) && !Is("."))
            return ScriptKind.Function;
        Expect(".");
        RefuseUnless(token.Kind == ScriptTokenKind.Name);
        if (refused)
            return ScriptKind.Any;
        var part = $"{name}.{TextOf(token)}";
        Advance();
        if (!Is("("))
        {
            RefuseUnless(ScriptNames.Parts.Contains(part));
            return ScriptKind.Plain;
        }

        RefuseUnless(ScriptNames.PartCalls.Contains(part));
        Arguments(part);
        return name is "Math" || part is "Date.now" or "performance.now" ? ScriptKind.Number : part is "Object.keys" or "Array.from" or "Array.of" ? ScriptKind.Fresh : ScriptKind.Any;
    }

    /// <summary>An object. Its keys are plain names; those that the language calls or obeys by itself are not.</summary>
    private ScriptKind Record()
    {
        Expect("{");
        while (!refused && !Is("}"))
        {
            if (Take("..."))
            {
                Assignment();
            }
            else
            {
                RefuseUnless(token.Kind is ScriptTokenKind.Name or ScriptTokenKind.Number or ScriptTokenKind.Text);
                var key = refused ? "" : TextOf(token).Trim('"', '\'');
                RefuseUnless(key is not ("__proto__" or "toString" or "valueOf" or "toJSON" or "then") && !key.Contains('\\', StringComparison.Ordinal));
                if (Is(Ahead(), ":"))
                {
                    Literal(token.Start, token.End);
                    Advance();
                    Advance();
                    methods.Hold(key, Assignment());
                }
                else
                {
                    RefuseUnless(token.Kind == ScriptTokenKind.Name);
                    methods.Hold(key, Word());
                }
            }

            if (!Take(","))
                break;
        }

        Expect("}");
        return ScriptKind.Any;
    }
}

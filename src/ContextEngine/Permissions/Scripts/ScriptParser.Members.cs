using System.Text.RegularExpressions;

namespace Pith.Permissions.Scripts;

internal sealed partial class ScriptParser
{
    /// <summary>Names of style sheets: nothing else has a dash.</summary>
    [GeneratedRegex("^(?:--[a-z]|[a-z]*-[a-z])[a-z-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dashed { get; }

    /// <summary>A value and what is read or called of it.</summary>
    private ScriptKind Member()
    {
        var name = IsFree(token) ? scope.Find(token) : -1;
        var kind = Primary();
        while (!refused)
        {
            if (Is("[") || Is("?.") && Is(Ahead(), "["))
            {
                _ = Take("?.");
                Expect("[");
                kind = Element();
            }
            else if (Take(".") || Take("?."))
            {
                kind = Named(kind);
            }
            else if (Is("("))
            {
                // Of what the page made, nothing is called.
                Rely(ScriptReliance.Function, kind == ScriptKind.Function);
                Arguments("");
                kind = ScriptKind.Any;
            }
            else if ((Is("++") || Is("--")) && !token.AfterBreak)
            {
                RefuseUnless(name >= 0);
                if (!refused)
                    scope.Assign(name, ScriptKind.Number);
                Advance();
                return ScriptKind.Number;
            }
            else
            {
                RefuseUnless(!Is("`"));
                return kind;
            }

            name = -1;
        }

        return ScriptKind.Any;
    }

    private void Rely(ScriptReliance on, bool holds)
    {
        relied |= on;
        RefuseUnless(holds);
    }

    /// <summary>What stands in square brackets: a number, or a text that may be read as a name.</summary>
    private ScriptKind Element()
    {
        if (token.Kind == ScriptTokenKind.Text && Is(Ahead(), "]"))
        {
            var name = text[(token.Start + 1)..(token.End - 1)];
            Literal(token.Start, token.End);
            Advance();
            RefuseUnless(ScriptNames.IsField(name) || Dashed.IsMatch(name));
        }
        else
        {
            Rely(ScriptReliance.Plain, Expression() == ScriptKind.Number);
        }

        Expect("]");
        return ScriptKind.Any;
    }

    private ScriptKind Named(ScriptKind of)
    {
        RefuseUnless(token.Kind == ScriptTokenKind.Name);
        var name = refused ? "" : TextOf(token);
        var next = Ahead();
        if (Is(next, "("))
        {
            if (!ScriptNames.Calls.Contains(name))
                Rely(ScriptReliance.Fresh, of == ScriptKind.Fresh && ScriptNames.OfFresh.Contains(name));
            methods.Call(name);
            Advance();
            Arguments(name);
            return of != ScriptKind.Fresh ? ScriptKind.Any : ScriptNames.StayFresh.Contains(name) ? ScriptKind.Fresh : ScriptNames.Count.Contains(name) ? ScriptKind.Number : ScriptKind.Any;
        }

        Advance();
        if (name == "classList")
            RefuseUnless((Is(".") || Is("?.")) && Ahead() is { Kind: ScriptTokenKind.Name } read && ScriptNames.OfClassList.Contains(TextOf(read)));
        else
            RefuseUnless(ScriptNames.IsField(name));
        return of == ScriptKind.Fresh && name == "length" ? ScriptKind.Number : ScriptKind.Any;
    }

    /// <summary>What a call is given. Where the call calls it in turn, it is a function of the script or nothing that can be called.</summary>
    private void Arguments(string called)
    {
        Expect("(");
        for (var i = 0; !refused && !Is(")"); i++)
        {
            var calls = i == 0 && ScriptNames.CallFirst.Contains(called) || i == 1 && ScriptNames.CallSecond.Contains(called);
            if (Take("..."))
                RefuseUnless(!ScriptNames.CallFirst.Contains(called) && !ScriptNames.CallSecond.Contains(called) && !ScriptNames.PlainSecond.Contains(called));
            var kind = Assignment();
            if (calls)
                Rely(ScriptMethods.RelianceOn(kind), kind != ScriptKind.Any);
            if (i == 1 && ScriptNames.PlainSecond.Contains(called))
                Rely(ScriptReliance.Plain, kind is ScriptKind.Plain or ScriptKind.Number);
            if (!Take(","))
                break;
        }

        Expect(")");
    }
}

namespace Pith.Permissions.Scripts;

/// <summary>
/// What objects of the script hold under names that the script calls of something: <c>({at: x}).at()</c> calls <c>x</c>, which must be no function of
/// the page then. Which comes first is no matter, since either may stand in a function.
/// </summary>
internal sealed class ScriptMethods
{
    private readonly HashSet<string> called = [];
    private readonly List<(string Name, ScriptKind Kind)> held = [];

    /// <summary>What it mattered that held values surely are; null where one is called that could be the page's.</summary>
    public ScriptReliance? Relied
    {
        get
        {
            var relied = ScriptReliance.None;
            foreach (var (name, kind) in held)
                if (!called.Contains(name))
                    continue;
                else if (kind == ScriptKind.Any)
                    return null;
                else
                    relied |= RelianceOn(kind);
            return relied;
        }
    }

    /// <summary>What it is to trust that a value is of a kind.</summary>
    public static ScriptReliance RelianceOn(ScriptKind kind) => kind switch { ScriptKind.Function => ScriptReliance.Function, ScriptKind.Fresh => ScriptReliance.Fresh, _ => ScriptReliance.Plain };

    /// <summary>An object holds a value under a name.</summary>
    public void Hold(string name, ScriptKind kind) => held.Add((name, kind));

    /// <summary>A name is called of a value.</summary>
    public void Call(string name) => called.Add(name);
}

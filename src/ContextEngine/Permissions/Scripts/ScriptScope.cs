namespace Pith.Permissions.Scripts;

/// <summary>The names that a script has bound where its parser stands, innermost last, and what their values surely are.</summary>
internal sealed class ScriptScope(string text)
{
    /// <summary>More names are nobody's script for a page.</summary>
    private const int Most = 200;

    private readonly List<(ScriptToken Name, ScriptKind? Kind, int Used)> bound = [];

    /// <summary>How many names are bound; <see cref="Leave"/> goes back to that.</summary>
    public int Count => bound.Count;

    /// <summary>Whether no more can be bound.</summary>
    public bool IsFull => bound.Count >= Most;

    /// <summary>What names were taken to have, and were given something else.</summary>
    public ScriptReliance Changed { get; private set; }

    /// <summary>Binds a name; null while its first value is being read.</summary>
    public void Bind(ScriptToken name, ScriptKind? kind) => bound.Add((name, kind, -1));

    public void Leave(int count) => bound.RemoveRange(count, bound.Count - count);

    /// <summary>The place of a name; -1 where the script binds none of it, so that it would be the page's.</summary>
    public int Find(ScriptToken name)
    {
        var wanted = text.AsSpan(name.Start, name.End - name.Start);
        for (var i = bound.Count - 1; i >= 0; i--)
            if (text.AsSpan(bound[i].Name.Start, bound[i].Name.End - bound[i].Name.Start).SequenceEqual(wanted))
                return i;
        return -1;
    }

    /// <summary>The same where the name stands for its value.</summary>
    public int Use(ScriptToken name)
    {
        if (Find(name) is not (>= 0 and var place))
            return -1;
        bound[place] = bound[place] with { Used = name.Start };
        return place;
    }

    /// <summary>
    /// Whether a name was used in a block, so that what the block binds by that name now was meant all along: the language binds from a block's beginning,
    /// and a function above may have been read as if it knew the name from outside.
    /// </summary>
    public bool WasUsed(ScriptToken name, int block) => Find(name) is >= 0 and var place && bound[place].Used >= block;

    public ScriptKind KindOf(int place) => bound[place].Kind ?? ScriptKind.Any;

    /// <summary>Says what a name's first value is.</summary>
    public void Set(int place, ScriptKind kind) => bound[place] = bound[place] with { Kind = kind };

    /// <summary>Gives a name another value.</summary>
    public void Assign(int place, ScriptKind kind) => Changed |= bound[place].Kind is not { } known ? ScriptReliance.All : known == kind ? ScriptReliance.None : known switch
    {
        ScriptKind.Plain or ScriptKind.Number => ScriptReliance.Plain,
        // Its length is a number.
        ScriptKind.Fresh => ScriptReliance.Fresh | ScriptReliance.Plain,
        ScriptKind.Function => ScriptReliance.Function,
        _ => ScriptReliance.None,
    };
}

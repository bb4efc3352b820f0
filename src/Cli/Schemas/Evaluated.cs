namespace Pith.Cli.Schemas;

/// <summary>Which members of one object or array some schema has looked at: <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> are about the others.</summary>
internal sealed class Evaluated
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<int> _items = [];
    private int _leading;

    /// <summary>A field was looked at.</summary>
    public void Add(string name) => _names.Add(name);

    /// <summary>An item was looked at.</summary>
    public void Add(int index) => _items.Add(index);

    /// <summary>All items before this one were looked at.</summary>
    public void AddAllBefore(int index) => _leading = Math.Max(_leading, index);

    /// <summary>All that another has looked at.</summary>
    public void Add(Evaluated other)
    {
        _names.UnionWith(other._names);
        _items.UnionWith(other._items);
        AddAllBefore(other._leading);
    }

    /// <summary>Whether a field was looked at.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>Whether an item was looked at.</summary>
    public bool Has(int index) => index < _leading || _items.Contains(index);
}

using Pith.Budgets.Recordings;

namespace Pith.Budgets.Needs;

/// <summary>What stands in one text or one call, ready to be asked for.</summary>
internal sealed class Reading
{
    /// <summary>A head that names more paths than this says nothing about which of them what follows belongs to.</summary>
    public const int MostPaths = 3;

    /// <summary>Counted lines.</summary>
    public HashSet<string> Lines { get; } = new(StringComparer.Ordinal);

    /// <summary>Atoms.</summary>
    public HashSet<string> Atoms { get; } = new(StringComparer.Ordinal);

    /// <summary>Which symbols belong to which paths.</summary>
    public Bonds Bonds { get; } = new();

    /// <summary>Headings and closing tags, which a reader could otherwise take for a policy's own.</summary>
    public HashSet<string> Marks { get; } = new(StringComparer.Ordinal);

    /// <summary>Whole texts to look for longer passages in: as they stand, unescaped, without line numbers.</summary>
    public List<string> Passages { get; } = [];

    /// <summary>The paths that everything here stands under, at most three.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Words, or a result under the paths of its call.</summary>
    public static Reading OfText(string text, IReadOnlyList<string> paths)
    {
        var reading = new Reading { Paths = paths };
        foreach (var form in LineText.Forms(text))
            reading.Take(form);
        reading.BindToPaths();
        return reading;
    }

    /// <summary>A call: its string values, under the paths it works on.</summary>
    public static Reading OfCall(ToolCall call)
    {
        var paths = CallPaths.Of(call);
        var reading = new Reading { Paths = paths.Count <= MostPaths ? paths : [] };
        foreach (var (_, value) in call.Values)
            reading.Take(value);
        foreach (var path in paths)
            reading.Bonds.Add(path, reading.Symbols);
        return reading;
    }

    /// <summary>Atoms that are no paths.</summary>
    public IEnumerable<string> Symbols => Atoms.Where(a => !a.Contains('/'));

    /// <summary>Adds a text: lines, atoms, passages and what stands near each other.</summary>
    public void Take(string text)
    {
        LineText.AddTo(Lines, text);
        foreach (var range in text.AsSpan().Split('\n'))
            if (LooksLikeMark(text.AsSpan(range)))
                Marks.Add(text.AsSpan(range).Trim().ToString());
        var atoms = AtomText.In(text);
        foreach (var atom in atoms)
            Atoms.Add(atom.Text);
        Bonds.AddNear(text, atoms);
        Passages.Add(text);
        if (LineText.Unnumbered(text) is var plain && !ReferenceEquals(plain, text))
            Passages.Add(plain);
    }

    public static bool LooksLikeMark(ReadOnlySpan<char> line) =>
        line.StartsWith('#') || line.StartsWith("==", StringComparison.Ordinal) || line.StartsWith("</", StringComparison.Ordinal);

    private void BindToPaths()
    {
        foreach (var path in Paths)
            Bonds.Add(path, Symbols);
    }
}

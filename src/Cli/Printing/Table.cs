namespace Pith.Cli.Printing;

/// <summary>A table before it is drawn.</summary>
/// <param name="Title">What it shows; empty for none.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record Table(string Title, params Column[] Columns)
{
    /// <summary>Cells, row by row.</summary>
    public List<string[]> Rows { get; } = [];

    /// <summary>A last row that sums up, or null.</summary>
    public string[]? Total { get; set; }

    /// <summary>Adds a row of as many cells as there are columns.</summary>
    public void Add(params string[] cells) => Rows.Add(cells);
}

/// <summary>A column.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="IsNumber">Numbers stand to the right.</param>
internal readonly record struct Column(string Name, bool IsNumber = false);

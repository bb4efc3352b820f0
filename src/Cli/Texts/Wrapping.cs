namespace Pith.Cli.Texts;

/// <summary>Breaks lines into rows of a width: at blanks where there are some, else between clusters. Linear in the line's length.</summary>
internal static class Wrapping
{
    /// <summary>The rows of a line; one, perhaps empty, at least.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">Columns of a row, at least 2.</param>
    public static List<Line> Rows(Line line, int width)
    {
        if (line.Width <= width)
            return [line];
        var hang = Math.Min(line.Hang, width / 2);
        var cells = Cells(line);
        var rows = new List<Line>();
        var start = 0;
        while (start < cells.Count)
        {
            var room = rows.Count == 0 ? width : width - hang;
            var (end, next) = Break(cells, start, room, line.IsVerbatim);
            rows.Add(Row(cells, start, end, rows.Count == 0 ? 0 : hang));
            start = next;
        }

        return rows;
    }

    /// <summary>The first columns of a line, with an ellipsis where it is longer.</summary>
    public static Line Cut(Line line, int width)
    {
        if (line.Width <= width)
            return line;
        var cells = Cells(line);
        var (end, used) = (0, 0);
        while (end < cells.Count && used + cells[end].Width <= width - 1)
            used += cells[end++].Width;
        return Row(cells, 0, end, 0).Add("…", end > 0 ? cells[end - 1].Style : default);
    }

    private static (int End, int Next) Break(List<Cell> cells, int start, int room, bool isVerbatim)
    {
        var (at, used, blank) = (start, 0, -1);
        while (at < cells.Count && used + cells[at].Width <= room)
        {
            if (cells[at].IsBlank && at > start)
                blank = at;
            used += cells[at++].Width;
        }

        if (at == cells.Count)
            return (at, at);
        if (at == start)
            return (at + 1, at + 1); // a cluster wider than the row still has to go somewhere
        if (isVerbatim || !cells[at].IsBlank && blank < 0)
            return (at, at);
        var end = cells[at].IsBlank ? at : blank;
        var next = end;
        while (next < cells.Count && cells[next].IsBlank)
            next++;
        return (end, next);
    }

    private static Line Row(List<Cell> cells, int start, int end, int indent)
    {
        var row = new Line();
        if (indent > 0)
            row.Add(new string(' ', indent));
        for (var i = start; i < end;)
        {
            var first = i;
            while (i < end && cells[i].Source == cells[first].Source)
                i++;
            row.Add(cells[first].Source.Text[cells[first].At..(cells[i - 1].At + cells[i - 1].Length)], cells[first].Style);
        }

        return row;
    }

    private static List<Cell> Cells(Line line)
    {
        var cells = new List<Cell>(line.Width);
        foreach (var piece in line.Pieces)
            for (var at = 0; at < piece.Text.Length;)
            {
                var width = CellWidth.Next(piece.Text.AsSpan(at), out var length);
                cells.Add(new Cell(piece, at, length, width));
                at += length;
            }

        return cells;
    }

    /// <summary>A cluster in its piece.</summary>
    private readonly record struct Cell(Piece Source, int At, int Length, int Width)
    {
        public Style Style => Source.Style;

        public bool IsBlank => Length == 1 && Source.Text[At] == ' ';
    }
}

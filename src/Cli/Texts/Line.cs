using System.Text;

namespace Pith.Cli.Texts;

/// <summary>One line of styled text. Whatever is added passes the sanitizer, so that no way leads around it.</summary>
internal sealed class Line
{
    private const int TabStop = 4;

    private readonly List<Piece> _pieces = [];

    /// <summary>Its pieces, in order.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Columns it takes.</summary>
    public int Width { get; private set; }

    /// <summary>Columns that further rows are set in by when it is wrapped.</summary>
    public int Hang { get; init; }

    /// <summary>Whether it is code, or the like: not wrapped at words, so that it can be copied as it is.</summary>
    public bool IsVerbatim { get; init; }

    public static Line Of(string text, Style style = default) => new Line().Add(text, style);

    /// <summary>Adds text; its newlines become blanks, tabs reach to the next stop.</summary>
    public Line Add(string text, Style style = default)
    {
        var clean = CleanText.Of(text);
        if (clean.AsSpan().IndexOfAny('\t', '\n') >= 0)
            clean = Expanded(clean);
        if (clean.Length == 0)
            return this;
        Width += CellWidth.Of(clean);
        if (_pieces.Count > 0 && _pieces[^1].Style == style)
            _pieces[^1] = new Piece(_pieces[^1].Text + clean, style);
        else
            _pieces.Add(new Piece(clean, style));
        return this;
    }

    /// <summary>Adds the pieces of another line.</summary>
    public Line Add(Line other)
    {
        foreach (var piece in other.Pieces)
            Add(piece.Text, piece.Style);
        return this;
    }

    /// <summary>Appends it as a terminal takes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="styled">Whether styles may be used; without them it is plain text.</param>
    public void AppendTo(StringBuilder output, bool styled)
    {
        var isStyled = false;
        foreach (var piece in _pieces)
        {
            if (styled && (isStyled || piece.Style != default))
                piece.Style.AppendTo(output);
            isStyled = piece.Style != default;
            output.Append(piece.Text);
        }

        if (styled && isStyled)
            output.Append("\e[0m");
    }

    public override string ToString() => string.Concat(_pieces.Select(p => p.Text));

    private string Expanded(string text)
    {
        var expanded = new StringBuilder();
        var column = Width;
        foreach (var part in text.Replace('\n', ' ').Split('\t'))
        {
            if (part != text && expanded.Length + column > Width)
            {
                var blanks = TabStop - column % TabStop;
                expanded.Append(' ', blanks);
                column += blanks;
            }

            expanded.Append(part);
            column += CellWidth.Of(part);
        }

        return expanded.ToString();
    }
}

using System.Text;

namespace Pith.Cli.Texts;

/// <summary>A colour of the terminal's own palette, so that people's themes hold.</summary>
internal enum Paint
{
    None = 0,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Blue = 34,
    Magenta = 35,
    Cyan = 36,
}

/// <summary>How a letter looks besides its colour.</summary>
[Flags]
internal enum Marks
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Inverse = 16,
    Strike = 32,
}

/// <summary>How a piece of text looks.</summary>
internal readonly record struct Style(Marks Marks, Paint Paint = Paint.None)
{
    public static readonly Style Plain, Bold = new(Marks.Bold), Dim = new(Marks.Dim);

    private static readonly (Marks Mark, char Code)[] Codes = [(Marks.Bold, '1'), (Marks.Dim, '2'), (Marks.Italic, '3'), (Marks.Underline, '4'), (Marks.Inverse, '7'), (Marks.Strike, '9')];

    public static Style Of(Paint paint) => new(Marks.None, paint);

    public Style With(Marks marks) => this with { Marks = Marks | marks };

    /// <summary>Appends the sequence that selects it, from any other.</summary>
    public void AppendTo(StringBuilder output)
    {
        output.Append("\e[0");
        foreach (var (mark, code) in Codes)
            if (Marks.HasFlag(mark))
                output.Append(';').Append(code);
        if (Paint != Paint.None)
            output.Append(';').Append((int)Paint);
        output.Append('m');
    }
}

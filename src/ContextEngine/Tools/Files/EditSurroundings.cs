using System.Globalization;
using System.Text;

namespace Pith.Tools.Files;

/// <summary>Places in a text as lines for the model.</summary>
internal static class EditSurroundings
{
    private const int Around = 2;
    private const int MostLines = 60;
    private const int MostNumbers = 10;

    /// <summary>The lines of the places with a few around them, numbered; the rest of very many is counted.</summary>
    public static string Of(ReadOnlySpan<byte> text, IEnumerable<EditMatch> places)
    {
        var wanted = new SortedSet<int>();
        foreach (var place in places)
        {
            var first = LineOf(text, place.Start);
            var last = first + text.Slice(Math.Min(place.Start, text.Length), Math.Min(place.Length, text.Length - Math.Min(place.Start, text.Length))).Count((byte)'\n');
            for (var line = Math.Max(1, first - Around); line <= last + Around && wanted.Count <= MostLines; line++)
                wanted.Add(line);
        }

        return Show(text, wanted);
    }

    /// <summary>Lines as a listing, with a mark where some are left out.</summary>
    public static string Show(ReadOnlySpan<byte> text, SortedSet<int> wanted)
    {
        var output = new StringBuilder();
        var number = 0;
        var shown = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            if (number > wanted.Max || shown >= MostLines)
                break;
            if (!wanted.Contains(number) || range.Start.Value == text.Length)
                continue;
            if (shown > 0 && !wanted.Contains(number - 1))
                output.Append("…\n");
            var line = text[range];
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            var cut = Text.Utf8Text.CutAt(line, 500);
            output.Append(CultureInfo.InvariantCulture, $"{number}\t{Encoding.UTF8.GetString(line[..cut])}{(cut < line.Length ? " […]" : "")}\n");
            shown++;
        }

        return output.Append(wanted.Count > shown && shown >= MostLines ? "…\n" : "").ToString();
    }

    /// <summary>The lines where places start, the first ten of them.</summary>
    public static string LinesOf(ReadOnlySpan<byte> text, List<EditMatch> places)
    {
        var numbers = new List<string>();
        foreach (var place in places.Take(MostNumbers))
            numbers.Add(LineOf(text, place.Start).ToString(CultureInfo.InvariantCulture));
        return string.Join(", ", numbers) + (places.Count > MostNumbers ? " and more" : "");
    }

    private static int LineOf(ReadOnlySpan<byte> text, int at) => text[..Math.Min(at, text.Length)].Count((byte)'\n') + 1;
}

using System.Text;
using System.Text.RegularExpressions;

namespace Pith.Tools.Files;

/// <summary>Why a text is not in a file, and what stands there that may have been meant.</summary>
internal static partial class EditMiss
{
    // Beyond it the search for what is near would take longer than reading the file again.
    private const int Largest = 4 << 20;

    [GeneratedRegex(@"^ *\d+(\t|→)")]
    private static partial Regex NumberedLine { get; }

    public static string Explain(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted, bool isUtf8)
    {
        var lines = Lines(wanted);
        if (lines.Count(l => NumberedLine.IsMatch(l)) is > 0 and var numbered && numbered >= lines.Length - 1)
            return "old_string is not in the file: it begins its lines with the line numbers that Read shows. Leave out the number and the tab.";
        var foreign = isUtf8 || Ascii.IsValid(wanted) ? "" : " The file is not UTF-8: text beyond ASCII cannot be found in it.";
        if (text.Length > Largest)
            return $"old_string is not in the file.{foreign}";
        var file = Lines(text);
        if (SameButSpace(file, lines) is > 0 and var spaced)
            return $"old_string is not in the file as it is written: lines {spaced} to {spaced + lines.Length - 1} differ from it in white space only. The file has:\n{Show(text, spaced, lines.Length, 0)}";
        if (Nearest(file, lines) is > 0 and var near)
            return $"old_string is not in the file.{foreign} Nearest to it are these lines:\n{Show(text, near, lines.Length, 2)}";
        return $"old_string is not in the file, and no line of the file is near to it.{foreign} Read the file again.";
    }

    private static string[] Lines(ReadOnlySpan<byte> text) =>
        [.. Encoding.UTF8.GetString(text).TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r'))];

    private static string Show(ReadOnlySpan<byte> text, int first, int count, int around) =>
        EditSurroundings.Show(text, [.. Enumerable.Range(Math.Max(1, first - around), Math.Min(count, 30) + (2 * around))]);

    // The line, from 1, where all lines follow each other when white space is left out of account.
    private static int SameButSpace(string[] file, string[] wanted)
    {
        var spaceless = Array.ConvertAll(wanted, Spaceless);
        if (spaceless.All(l => l.Length == 0))
            return 0;
        var there = Array.ConvertAll(file, Spaceless);
        for (var i = 0; i + wanted.Length <= file.Length; i++)
            if (there.AsSpan(i, wanted.Length).SequenceEqual(spaceless))
                return i + 1;
        return 0;
    }

    private static string Spaceless(string line) => string.Concat(line.Where(c => !char.IsWhiteSpace(c)));

    // The line from which on most of the wanted lines, or at least something like the longest of them, are found.
    private static int Nearest(string[] file, string[] wanted)
    {
        var known = wanted.Select(l => l.Trim()).Where(l => l.Length > 2).ToHashSet();
        var best = (Score: 0, Line: 0);
        for (var i = 0; i < file.Length && known.Count > 0; i++)
        {
            if (!known.Contains(file[i].Trim()))
                continue;
            var score = file.AsSpan(i, Math.Min(wanted.Length, file.Length - i)).ToArray().Count(l => known.Contains(l.Trim()));
            if (score > best.Score)
                best = (score, i + 1);
        }

        return best.Line > 0 ? best.Line : Alike(file, wanted);
    }

    private static int Alike(string[] file, string[] wanted)
    {
        var longest = wanted.MaxBy(l => l.Trim().Length)!.Trim();
        var pairs = Pairs(longest);
        var best = (Likeness: 0.5, Line: 0);
        for (var i = 0; i < file.Length && longest.Length > 3; i++)
        {
            var other = Pairs(file[i].Trim());
            var likeness = 2.0 * pairs.Count(other.Contains) / Math.Max(1, pairs.Count + other.Count);
            if (likeness > best.Likeness)
                best = (likeness, i + 1);
        }

        return best.Line == 0 ? 0 : Math.Max(1, best.Line - Array.FindIndex(wanted, l => l.Trim() == longest));
    }

    private static HashSet<(char, char)> Pairs(string line) => [.. line.Zip(line.Skip(1))];
}

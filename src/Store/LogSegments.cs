using System.Globalization;

namespace Pith.Store;

/// <summary>
/// The files of one log: <c>NAME.jsonl</c>, and <c>NAME.2.jsonl</c> and so on where a disk refused to make one durable.
/// What a segment begins with stands in place of everything from that sequence on in those before it.
/// </summary>
public static class LogSegments
{
    // So many in a row may be lost.
    private const int MostLost = 2;

    /// <summary>What a file of a log ends in.</summary>
    public const string Extension = ".jsonl";

    /// <summary>The file of one segment, from 1.</summary>
    public static string PathOf(string folder, string name, int number) =>
        Path.Combine(folder, number == 1 ? name + Extension : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}{Extension}"));

    /// <summary>Who may write to a log holds this.</summary>
    public static string LockOf(string folder, string name) => Path.Combine(folder, name + ".lock");

    /// <summary>
    /// The segments that are there, in order; empty when there is no such log. One that was lost does not hide those behind
    /// it: readers count what it held as gone.
    /// </summary>
    public static IReadOnlyList<string> Of(string folder, string name)
    {
        var found = new List<string>();
        for (var (number, last) = (1, 0); number <= last + 1 + (last > 0 ? MostLost : 0); number++)
            if (PathOf(folder, name, number) is var path && File.Exists(path))
            {
                found.Add(path);
                last = number;
            }

        return found;
    }

    /// <summary>Which segment of a log a file is, from 1.</summary>
    internal static int NumberOf(string path, string name) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan())[name.Length..].TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
}

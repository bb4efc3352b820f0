using System.Globalization;

namespace Pith.Store;

/// <summary>
/// The files of one log: <c>NAME.jsonl</c>, and <c>NAME.2.jsonl</c> and so on where a disk refused to make one durable.
/// What a segment begins with stands in place of everything from that sequence on in those before it.
/// </summary>
public static class LogSegments
{
    /// <summary>What a file of a log ends in.</summary>
    public const string Extension = ".jsonl";

    /// <summary>The file of one segment, from 1.</summary>
    public static string PathOf(string folder, string name, int number) =>
        Path.Combine(folder, number == 1 ? name + Extension : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}{Extension}"));

    /// <summary>Who may write to a log holds this.</summary>
    public static string LockOf(string folder, string name) => Path.Combine(folder, name + ".lock");

    /// <summary>The segments that are there, in order; empty when there is no such log.</summary>
    public static IReadOnlyList<string> Of(string folder, string name)
    {
        var found = new List<string>();
        for (var number = 1; PathOf(folder, name, number) is var path && File.Exists(path); number++)
            found.Add(path);
        return found;
    }
}

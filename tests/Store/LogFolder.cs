using System.Text;
using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>A log of a test: opened with the faults the test wants, and read back as what it holds.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public IReadOnlyList<string> Segments => LogSegments.Of(Path, "log");

    public string First => LogSegments.PathOf(Path, "log", 1);

    public RecordLog Open(Action<DiskStep, string>? beforeStep = null, Action<string>? warn = null, int reserve = 0) =>
        RecordLog.Open(new Disk(beforeStep), Path, "log", new RecordLogOptions { Holder = "a test", Warn = warn, Reserve = reserve });

    /// <summary>Appends <c>{"n":FROM}</c> and so on.</summary>
    public static void Fill(RecordLog log, int from, int count)
    {
        for (var i = from; i < from + count; i++)
            log.Append(Body(i));
    }

    public static byte[] Body(int number) => Encoding.UTF8.GetBytes($"{{\"n\":{number},\"q2\":{{\"q\":1}}}}");

    /// <summary>The numbers that the good records hold, in order.</summary>
    public List<int> Numbers() => Numbers(out _);

    public List<int> Numbers(out (long Bad, long Missing, long Unfinished) seen)
    {
        var numbers = new List<int>();
        using var reader = new RecordReader(Segments);
        while (reader.Read())
            if (reader.IsGood && reader.Line.IndexOf("\"n\":"u8) is >= 0 and var at)
                numbers.Add(int.Parse(Encoding.UTF8.GetString(reader.Line[(at + 4)..reader.Line.IndexOf(",\"q2"u8)]), System.Globalization.CultureInfo.InvariantCulture));
        seen = (reader.Bad, reader.Missing, reader.Unfinished);
        return numbers;
    }

    public void Dispose() => folder.Dispose();
}

using System.Text;
using Pith.Tests.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>
/// Nicolas Seriot's JSON suite, as the second line of a transcript whose first and third are sound: what is JSON passes,
/// what is not is reported, and the third is read either way.
/// </summary>
public sealed class JsonSuiteTests
{
    /// <summary>Longer than the glance for zero bytes, which would refuse the whole input as binary.</summary>
    private static readonly string Sound = $$$"""{"type":"user","uuid":"u","message":{"role":"user","content":"{{{new string('x', 8192)}}}"}}""";

    public static TheoryData<string> Files(string letter)
    {
        var names = new TheoryData<string>();
        var folder = Path.Combine(Repository.Shared, "suites", "JSONTestSuite", "test_parsing");
        if (!Directory.Exists(folder))
            names.Add("");
        else
            names.AddRange(Directory.GetFiles(folder, letter + "_*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray()!);
        return names;
    }

    [Theory]
    [MemberData(nameof(Files), "y")]
    public void WhatIsJsonPasses(string name)
    {
        foreach (var chunk in new[] { 1, 4096 })
        {
            var found = Read(OnOneLine(name), chunk);
            Assert.Empty(found.Reasons);
            Assert.Equal(2, found.Turns);
        }
    }

    [Theory]
    [MemberData(nameof(Files), "n")]
    public void WhatIsNotIsReportedAndTheNextLineRead(string name)
    {
        var line = OnOneLine(name);
        var isBlank = line.AsSpan().Trim(" \t\r\n"u8).IsEmpty;
        foreach (var chunk in new[] { 1, 4096 })
        {
            var found = Read(line, chunk);
            Assert.Equal(2, found.Turns);
            if (isBlank)
                Assert.Equal((0, 0), (found.Reasons.Count, found.Others)); // an empty line is no fault either
            else
                Assert.NotEmpty(found.Reasons);
        }
    }

    /// <summary>Here every parser may decide for itself; ours may do so only by the same two ways.</summary>
    [Theory]
    [MemberData(nameof(Files), "i")]
    public void WhatIsOpenIsReadOrReported(string name) => Assert.Equal(2, Read(OnOneLine(name), 4096).Turns);

    /// <summary>The same files as whole inputs: none is a transcript, so all are refused, and only by that exception.</summary>
    [Theory]
    [MemberData(nameof(Files), "y")]
    [MemberData(nameof(Files), "n")]
    [MemberData(nameof(Files), "i")]
    public void AloneTheyAreRefused(string name) =>
        Assert.Throws<UnreadableTranscriptException>(() => ReadAll(File.ReadAllBytes(Suite(name)), 4096));

    /// <summary>
    /// A line feed outside a string is white space like any other. Inside one it is an error, and a space would heal it:
    /// there the line is cut, which leaves an open string and so another error.
    /// </summary>
    private static byte[] OnOneLine(string name)
    {
        var text = File.ReadAllBytes(Suite(name));
        return name.StartsWith("n_string", StringComparison.Ordinal) ? text : [.. text.Select(b => b == '\n' ? (byte)' ' : b)];
    }

    private static string Suite(string name) => Repository.Suite("suites", "JSONTestSuite", "test_parsing", name);

    private static Tally Read(byte[] line, int chunk) =>
        ReadAll([.. Encoding.UTF8.GetBytes(Sound), (byte)'\n', .. line, (byte)'\n', .. Encoding.UTF8.GetBytes(Sound)], chunk);

    private static Tally ReadAll(byte[] file, int chunk)
    {
        var tally = new Tally();
        using var reader = new TranscriptReader(new ChunkedStream(file, chunk), new ReaderOptions());
        while (reader.Read(tally))
        {
        }

        Assert.Equal(tally.Reasons.Count, reader.Malformed);
        return tally;
    }

    private sealed class Tally : ITranscriptSink
    {
        public int Turns { get; private set; }

        public int Others { get; private set; }

        public List<string> Reasons { get; } = [];

        public void Record(in RecordView record)
        {
            if (record.Kind == RecordKind.Malformed)
                Reasons.Add(record.Reason!);
            else if (record.Kind == RecordKind.Turn)
                Turns++;
            else
                Others++;
        }

        public void Block(in BlockView block)
        {
        }
    }
}

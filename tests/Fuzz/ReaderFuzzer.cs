using Pith.Tests.Text;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Tests.Fuzz;

/// <summary>
/// Damaged transcripts of every format: the reader ends, throws nothing but its own refusal, and what it gives out is
/// in order and within the file. <c>PITH_FUZZ_ROUNDS</c> makes it run for longer than a test may.
/// </summary>
public sealed class ReaderFuzzer
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PITH_FUZZ_ROUNDS"), out var rounds) ? rounds : 3000;

    public static TheoryData<DialectKind> Dialects => [.. Enum.GetValues<DialectKind>().Where(d => d != DialectKind.Unknown)];

    /// <summary>A sample that is not what it says would make the rest prove nothing.</summary>
    [Theory]
    [MemberData(nameof(Dialects))]
    public void SamplesAreSound(DialectKind dialect)
    {
        var sample = TranscriptSamples.Of(dialect);
        var sink = new Watcher(sample.Length);
        using var reader = new TranscriptReader(new MemoryStream(sample), new ReaderOptions());
        while (reader.Read(sink))
        {
        }

        Assert.Equal((dialect, 0L), (reader.Dialect, reader.Malformed));
        Assert.True(sink.Turns > 1 && sink.Blocks > 1);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void DamageIsSurvived(DialectKind dialect)
    {
        var sample = TranscriptSamples.Of(dialect);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed * 31 + (int)dialect);
            var bytes = Mutation.Of(sample, random);
            var wrong = Survive(bytes, chunk: random.Next(3) == 0 ? random.Next(1, 9) : 4096, maxLine: random.Next(4) == 0 ? random.Next(1, 400) : 1 << 20);
            Assert.True(wrong is null, $"{dialect}, seed {seed}: {wrong}\n{Convert.ToBase64String(bytes)}");
        }
    }

    /// <summary>Real files are odder than samples; their first kilobytes are cut off anywhere and damaged.</summary>
    [Fact]
    public void DamageToRealFilesIsSurvived()
    {
        var files = Repository.Corpus(".jsonl", ".json", ".traj", ".yaml").ToList();
        Assert.SkipUnless(files.Count > 0, "needs the shared corpus, which this clone does not have");
        foreach (var file in files)
        {
            var whole = File.ReadAllBytes(file);
            for (var seed = 0; seed < Rounds / 150; seed++)
            {
                var random = new Random(seed);
                var bytes = Mutation.Of(whole[..Math.Min(whole.Length, random.Next(1, 40_000))], random);
                var wrong = Survive(bytes, chunk: 4096, maxLine: random.Next(4) == 0 ? random.Next(1, 10_000) : 1 << 20);
                Assert.True(wrong is null, $"{file}, seed {seed}: {wrong}");
            }
        }
    }

    private static string? Survive(byte[] bytes, int chunk, int maxLine)
    {
        var sink = new Watcher(bytes.Length);
        try
        {
            using var reader = new TranscriptReader(TranscriptSource.Decompressed(new ChunkedStream(bytes, chunk), "the file"), new ReaderOptions { MaxLine = maxLine, Name = "the file" });
            for (var reads = 0; reader.Read(sink); reads++)
                if (reads > bytes.Length)
                    return "reads more often than there are bytes";
            return sink.Wrong ?? (reader.Malformed != sink.Malformed ? $"counts {reader.Malformed} malformed of {sink.Malformed}" : null);
        }
        catch (UnreadableTranscriptException e) when (e.Message.StartsWith("the file", StringComparison.Ordinal))
        {
            return sink.Wrong;
        }
#pragma warning disable CA1031 // any other exception is what is looked for
        catch (Exception e)
        {
            return e.ToString();
        }
#pragma warning restore CA1031
    }

    /// <summary>Keeps the first thing that is wrong, as sinks must not throw.</summary>
    private sealed class Watcher(int length) : ITranscriptSink
    {
        private readonly byte[] _room = new byte[JsonString.UnescapedMaxLength(4 * length + 64)];
        private long _offset, _line = 1;

        public string? Wrong { get; private set; }

        public int Turns { get; private set; }

        public int Blocks { get; private set; }

        public int Malformed { get; private set; }

        public void Record(in RecordView record)
        {
            Turns += record.Kind == RecordKind.Turn ? 1 : 0;
            Malformed += record.Kind == RecordKind.Malformed ? 1 : 0;
            if (record.Offset < _offset || record.Offset > length)
                Wrong ??= $"offset {record.Offset} after {_offset} of {length}";
            if (record.Line < _line)
                Wrong ??= $"line {record.Line} after {_line}";
            if (record.Kind == RecordKind.Malformed && string.IsNullOrEmpty(record.Reason))
                Wrong ??= "malformed without a reason";
            if (record.Thread < 0)
                Wrong ??= $"thread {record.Thread}";
            (_offset, _line) = (record.Offset, record.Line);
        }

        public void Block(in BlockView block)
        {
            Blocks++;
            if (Turns == 0)
                Wrong ??= "a block before any turn";
            if (block.Text.Escaped)
                JsonString.Unescape(block.Text.Bytes, _room);
            if (block.Tool.Escaped)
                JsonString.Unescape(block.Tool.Bytes, _room);
        }
    }
}

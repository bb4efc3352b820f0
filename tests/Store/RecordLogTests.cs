using System.Text;
using Pith.Store;

namespace Pith.Tests.Store;

public sealed class RecordLogTests : IDisposable
{
    private readonly LogFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsAppendedIsReadBackNumberedAndInOrder()
    {
        using (var log = folder.Open())
        {
            LogFolder.Fill(log, 0, 5);
            log.Barrier();
        }

        using (var again = folder.Open())
        {
            Assert.Equal(new LogRecovery(0, "", 0, 4), again.Recovery);
            Assert.Equal((2, 5), (again.Epoch, again.Append(LogFolder.Body(5))));
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], folder.Numbers(out var seen));
        Assert.Equal((0, 0, 0), seen);
        Assert.StartsWith("{\"q\":0,\"e\":1,\"n\":0,\"q2\":{\"q\":1},\"c\":\"", File.ReadAllText(folder.First), StringComparison.Ordinal);
    }

    [Fact]
    public void TheEmptyObjectTheLongestAndWhatIsTooLong()
    {
        using var log = folder.Open();
        log.Append("{}"u8);
        var text = new string('x', RecordLog.LongestRecord - 40);
        log.Append(Encoding.UTF8.GetBytes($"{{\"n\":\"{text}\"}}"));
        Assert.Throws<ArgumentException>(() => log.Append(Encoding.UTF8.GetBytes($"{{\"n\":\"{text}{text}\"}}")));
        Assert.Throws<ArgumentException>(() => log.Append("[1]"u8));
        Assert.Throws<ArgumentException>(() => log.Append("{\"a\":\n1}"u8));
        using var reader = new RecordReader(folder.Segments);
        Assert.True(reader.Read() && reader.IsGood && reader.Read() && reader.IsGood && !reader.Read());
        Assert.Equal((2, 0, 0), (reader.Good, reader.Bad, reader.Missing));
    }

    [Fact]
    public void OneWritesAndTheSecondIsToldWho()
    {
        using var log = folder.Open();
        var refused = Assert.Throws<LogHeldException>(() => folder.Open());
        Assert.Equal("a test", refused.Holder);
        Assert.Contains("a test", refused.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Numbers());
        log.Append(LogFolder.Body(7));
        Assert.Equal([7], folder.Numbers());
    }

    [Fact]
    public void OfManyWhoOpenAtOnceOneWrites()
    {
        for (var turn = 0; turn < 20; turn++)
        {
            var opened = new RecordLog?[16];
            Parallel.For(0, opened.Length, i =>
            {
                try
                {
                    opened[i] = folder.Open();
                }
                catch (LogHeldException)
                {
                    // As it should be for all but one.
                }
            });
            var log = Assert.Single(opened, o => o is not null)!;
            LogFolder.Fill(log, turn, 1);
            log.Dispose();
        }

        Assert.Equal(Enumerable.Range(0, 20), folder.Numbers(out var seen));
        Assert.Equal((0, 0, 0), seen);
    }

    [Fact]
    public void ManyThreadsShareOneLogAndFewFlushes()
    {
        var flushes = 0;
        using (var log = folder.Open((step, _) =>
        {
            if (step != DiskStep.Sync)
                return;
            flushes++;
            Thread.Sleep(3); // as a disk takes
        }))
        {
            var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
            {
                for (var i = 0; i < 25; i++)
                {
                    log.Append(LogFolder.Body((t * 25) + i));
                    log.Barrier();
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }

        Assert.Equal(Enumerable.Range(0, 200), folder.Numbers(out var seen).Order());
        Assert.Equal((0, 0, 0), seen);
        Assert.InRange(flushes, 25, 120);
    }

    [Fact]
    public void ABarrierWithNothingNewCostsNothing()
    {
        var flushes = 0;
        using var log = folder.Open((step, _) => flushes += step == DiskStep.Sync ? 1 : 0);
        log.Append("{}"u8);
        log.Barrier();
        var before = flushes;
        log.Barrier();
        Assert.Equal(before, flushes);
    }

    [Fact]
    public void FilesAreForTheirOwnerAlone()
    {
        using (var log = folder.Open())
            log.Append("{}"u8);
        File.AppendAllText(folder.First, "torn");
        folder.Open().Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, FileModes.Of(folder.Path));
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length); // the log, its torn tail, the lock and its holder
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, FileModes.Of(file)));
    }

    [Fact]
    public void AfterItIsClosedItSaysSo()
    {
        var log = folder.Open();
        log.Dispose();
        log.Dispose();
        Assert.Contains("is closed", Assert.Throws<StoreException>(() => log.Append("{}"u8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingFromTheMiddleBeginsWithAWholeLine()
    {
        var ends = new List<long>();
        using (var log = folder.Open())
            for (var i = 0; i < 50; i++)
            {
                LogFolder.Fill(log, i, 1);
                ends.Add(log.Size);
            }

        var length = new FileInfo(folder.First).Length;
        for (var from = 0L; from <= length; from += 7)
        {
            using var reader = new RecordReader(folder.Segments, from);
            while (reader.Read())
                Assert.True(reader.IsGood && reader.Offset >= from);
            Assert.Equal(ends.Count(end => end > from) - (from == 0 || ends.Contains(from) ? 0 : 1), reader.Good);
            Assert.Equal((0, 0), (reader.Bad, reader.Missing));
        }
    }
}

using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>The disk fails at each step in turn: what a barrier acknowledged is there, and every failure is told.</summary>
public sealed class RecordLogFaultTests
{
    [Theory]
    [InlineData(5, false)]
    [InlineData(28, true)]
    [InlineData(30, false)]
    [InlineData(122, true)]
    public void RoomIsAskedForWhereItWouldHelp(int errno, bool isForRoom)
    {
        var refused = StoreException.From("write", "a file", new IOException("the test says so", errno));
        Assert.Equal((isForRoom, isForRoom), (refused.IsForRoom, new StoreException("a file", "told on", refused).IsForRoom));
        Assert.DoesNotContain("the test says so", refused.Message, StringComparison.Ordinal); // the runtime's texts are not in the native binary
    }

    [Theory]
    [InlineData(5, "input/output error")]
    [InlineData(28, "disk is full")]
    [InlineData(122, "quota")]
    public void AnErrorAtAnyStepIsToldOrMadeUpFor(int errno, string says)
    {
        var steps = Script(null, null).Steps;
        Assert.True(steps.Count > 20);
        for (var failing = 0; failing < steps.Count; failing++)
        {
            using var folder = new LogFolder();
            var step = 0;
            var (_, appended, acknowledged, told) = Script(folder, (_, _) =>
            {
                if (step++ == failing)
                    throw new IOException("the test says so", errno);
            });
            var kept = folder.Numbers(out var seen);
            Assert.Equal((0, 0), (seen.Bad, seen.Missing));
            Assert.True(acknowledged.All(kept.Contains), $"step {failing}, {steps[failing]}: acknowledged {string.Join(',', acknowledged)}, kept {string.Join(',', kept)}");
            Assert.True(appended.All(kept.Contains), $"step {failing}, {steps[failing]}: appended {string.Join(',', appended)}, kept {string.Join(',', kept)}");
            if (steps[failing] is DiskStep.Write or DiskStep.Sync or DiskStep.CreateFile)
                Assert.Contains(told, sentence => sentence.Contains(says, StringComparison.Ordinal));
            using var again = folder.Open();
            LogFolder.Fill(again, 1000, 1);
            Assert.Equal([.. kept, 1000], folder.Numbers());
        }
    }

    [Fact]
    public void ADiskThatFailsForGoodMakesTheLogReadOnlyAndSaysSo()
    {
        // The very last step gives back room that was kept, which nobody needs to hear of.
        var steps = Script(null, null).Steps.Count - 1;
        for (var from = 0; from < steps; from++)
        {
            using var folder = new LogFolder();
            var step = 0;
            var (_, _, acknowledged, told) = Script(folder, (_, _) =>
            {
                if (step++ >= from)
                    throw new IOException("the test says so", 5);
            });
            Assert.NotEmpty(told);
            var kept = Directory.Exists(folder.Path) ? folder.Numbers() : [];
            Assert.True(acknowledged.All(kept.Contains), $"from step {from}");
        }
    }

    [Fact]
    public void DyingBeforeAnyStepLosesNothingAcknowledged()
    {
        var steps = Script(null, null).Steps.Count;
        for (var last = 0; last < steps; last++)
        {
            using var folder = new LogFolder();
            var step = 0;
            var acknowledged = new List<int>();
            Record.Exception(() => Script(folder, (_, _) =>
            {
                if (step++ >= last)
                    throw new KilledException();
            }, acknowledged));
            GC.Collect(); // a process that is gone holds no lock
            GC.WaitForPendingFinalizers();
            using var again = folder.Open();
            LogFolder.Fill(again, 1000, 1);
            var kept = folder.Numbers(out var seen);
            Assert.Equal((0, 0, 0), seen);
            Assert.True(acknowledged.All(kept.Contains) && kept[^1] == 1000, $"step {last}");
        }
    }

    [Fact]
    public void ASegmentThatIsLostDoesNotHideTheNextOne()
    {
        using var folder = new LogFolder();
        var poisoned = "";
        using (var log = folder.Open((step, path) =>
        {
            if (step == DiskStep.Sync && path == poisoned)
                throw new IOException("the test says so", 5);
        }))
            for (var segment = 1; segment <= 3; segment++)
            {
                LogFolder.Fill(log, 10 * segment, 2);
                log.Barrier();
                LogFolder.Fill(log, 10 * segment + 2, 2);
                poisoned = log.File;
                log.Barrier();
            }

        Assert.Equal(4, folder.Segments.Count);
        File.Delete(LogSegments.PathOf(folder.Path, "log", 2));
        File.Delete(LogSegments.PathOf(folder.Path, "log", 3));
        Assert.Equal([10, 11, 12, 13, 32, 33], folder.Numbers(out var seen));
        Assert.True(seen.Missing > 0);
        using (var again = folder.Open())
        {
            Assert.Equal(LogSegments.PathOf(folder.Path, "log", 4), again.File);
            LogFolder.Fill(again, 99, 1);
        }

        Assert.Equal(99, folder.Numbers()[^1]);
    }

    [Fact]
    public void AFailedFlushIsNotTriedAgainAndTheLogGoesOnInANewSegment()
    {
        using var folder = new LogFolder();
        var warnings = new List<string>();
        var poisoned = false;
        var synced = new List<string>();
        using (var log = folder.Open((step, path) =>
        {
            if (step != DiskStep.Sync)
                return;
            synced.Add(path);
            if (poisoned && path == folder.First)
                throw new IOException("the test says so", 5);
        }, warnings.Add))
        {
            LogFolder.Fill(log, 0, 3);
            log.Barrier();
            LogFolder.Fill(log, 3, 3);
            poisoned = true;
            synced.Clear();
            log.Barrier();
            Assert.Single(synced, path => path == folder.First);
            LogFolder.Fill(log, 6, 2);
        }

        Assert.Contains("goes on in", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(2, folder.Segments.Count);
        Assert.Equal(Enumerable.Range(0, 8), folder.Numbers(out var seen));
        Assert.Equal((0, 0, 0), seen);
        // What the first file holds of it may be gone in truth: the second stands for it.
        using (var file = File.OpenWrite(folder.First))
            file.SetLength(file.Length - 40);
        Assert.Equal(Enumerable.Range(0, 8), folder.Numbers());
        using (var again = folder.Open())
            LogFolder.Fill(again, 8, 1);
        Assert.Equal(Enumerable.Range(0, 9), folder.Numbers());
    }

    [Fact]
    public void OnAFullDiskTheRoomKeptBackTakesTheLastWords()
    {
        using var folder = new LogFolder();
        var full = false;
        using (var log = folder.Open((step, _) =>
        {
            if (full && step == DiskStep.Reserve)
                throw new IOException("No space left on device", 28);
        }, reserve: 1 << 16))
        {
            LogFolder.Fill(log, 0, 3);
            full = true;
            var written = 3;
            Exception? refused = null;
            while (refused is null && written < 10_000)
                refused = Record.Exception(() => LogFolder.Fill(log, written++, 1));
            Assert.Contains("the disk is full", Assert.IsType<StoreFullException>(refused).Message, StringComparison.Ordinal);
            Assert.InRange(log.Size, 1, (1 << 16) + 4096);
            log.Append("{\"type\":\"full\"}"u8, urgent: true);
            log.Barrier();
            full = false;
            LogFolder.Fill(log, 9999, 1);
        }

        Assert.Equal(9999, folder.Numbers(out var seen)[^1]);
        Assert.Equal((0, 0, 0), seen);
        Assert.True(new FileInfo(folder.First).Length < 1 << 17);
    }

    private static (List<DiskStep> Steps, List<int> Appended, List<int> Acknowledged, List<string> Told) Script(LogFolder? given, Action<DiskStep, string>? fault, List<int>? acknowledged = null)
    {
        var steps = new List<DiskStep>();
        using var own = given is null ? new LogFolder() : null;
        var folder = given ?? own!;
        var (appended, told, number) = (new List<int>(), new List<string>(), 0);
        acknowledged ??= [];
        for (var opening = 0; opening < 3; opening++)
        {
            RecordLog? log = null;
            try
            {
                log = folder.Open((step, path) =>
                {
                    steps.Add(step);
                    fault?.Invoke(step, path);
                }, told.Add, reserve: 1 << 16);
                for (var i = 0; i < 3; i++)
                {
                    try
                    {
                        LogFolder.Fill(log, number, 1);
                        appended.Add(number);
                    }
                    catch (StoreException error)
                    {
                        told.Add(error.Message);
                    }

                    number++;
                    log.Barrier();
                    acknowledged.Clear();
                    acknowledged.AddRange(appended);
                }
            }
            catch (StoreException error)
            {
                told.Add(error.Message);
            }
            finally
            {
                Close(log, told);
            }
        }

        return (steps, appended, acknowledged, told);
    }

    private static void Close(RecordLog? log, List<string> told)
    {
        try
        {
            log?.Dispose();
        }
        catch (StoreException error)
        {
            told.Add(error.Message);
        }
    }
}

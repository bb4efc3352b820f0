using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>A log that was cut or changed behind our back: what is good stays readable, what is not is counted, and writing goes on.</summary>
public sealed class RecordLogDamageTests : IDisposable
{
    private readonly LogFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TruncatedAtAnyByteTheWholeRecordsStayAndTheTailIsSetAside()
    {
        var bytes = Sample(12, out var ends);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Renew(bytes.AsSpan(0, length));
            // A last record that lacks nothing but its line feed is whole.
            var whole = ends.Count(end => end - 1 <= length);
            Assert.Equal(Enumerable.Range(0, whole), folder.Numbers());
            LogRecovery recovery;
            using (var log = folder.Open())
            {
                recovery = log.Recovery;
                Assert.Equal(whole - 1, recovery.Last);
                Assert.Equal(whole, log.Append(LogFolder.Body(99)));
            }

            Assert.Equal([.. Enumerable.Range(0, whole), 99], folder.Numbers(out var seen));
            Assert.Equal((0, 0, 0), seen);
            var torn = length - (whole == 0 ? 0 : ends[whole - 1]);
            Assert.Equal(Math.Max(0, torn), recovery.TornBytes);
            if (recovery.TornBytes > 0)
                Assert.Equal(bytes[(length - torn)..length], File.ReadAllBytes(recovery.TornFile));
        }
    }

    [Fact]
    public void EveryFlippedBitIsFoundAndCostsOneRecordAtMost()
    {
        var bytes = Sample(6, out _);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Renew(bytes);
            var numbers = folder.Numbers(out var seen);
            Assert.True(seen.Bad > 0 || seen.Unfinished > 0, $"bit {bit} went unnoticed");
            Assert.True(numbers.Count >= 5 && numbers.All(n => n is >= 0 and < 6) && numbers.SequenceEqual(numbers.Distinct().Order()), $"bit {bit}: {string.Join(',', numbers)}");
            using (var log = folder.Open())
            {
                Assert.False(log.Recovery.IsClean, $"bit {bit} went unnoticed on opening");
                Assert.True(log.Append(LogFolder.Body(99)) >= 5);
            }

            Assert.Equal([.. numbers, 99], folder.Numbers());
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void NumbersThatMayHaveBeenGivenAreNotGivenAgain()
    {
        var bytes = Sample(6, out var ends);
        bytes.AsSpan(ends[2], ends[5] - ends[2] - 1).Clear(); // a power cut leaves runs of zeros
        Renew(bytes);
        using var log = folder.Open();
        Assert.Equal(2, log.Recovery.Last);
        Assert.True(log.Append(LogFolder.Body(6)) >= 6);
        Assert.Equal([0, 1, 2, 6], folder.Numbers(out var seen));
        Assert.Equal((1, 0, 0), seen);
    }

    [Fact]
    public void ATornRecordWithAWholeOneWeldedToItCostsOnlyItself()
    {
        var bytes = Sample(6, out var ends);
        Renew([.. bytes.AsSpan(0, ends[3] - 20), .. bytes.AsSpan(ends[3])]);
        Assert.Equal([0, 1, 2, 4, 5], folder.Numbers(out var seen));
        Assert.Equal((1, 0, 0), seen);
    }

    [Fact]
    public void RecordsThatAreGoneOrStandTwiceAreCounted()
    {
        var bytes = Sample(6, out var ends);
        Renew([.. bytes.AsSpan(0, ends[1]), .. bytes.AsSpan(ends[3])]);
        Assert.Equal([0, 1, 4, 5], folder.Numbers(out var seen));
        Assert.Equal((0, 2, 0), seen);
        Renew([.. bytes.AsSpan(0, ends[3]), .. bytes.AsSpan(ends[2])]);
        folder.Numbers(out seen);
        Assert.Equal((0, 1, 0), seen);
        Renew(bytes.AsSpan(ends[0]));
        folder.Numbers(out seen);
        Assert.Equal((0, 1, 0), seen);
    }

    [Fact]
    public void AMonsterOfALineIsPassedOver()
    {
        var bytes = Sample(4, out var ends);
        var monster = new byte[3 << 20];
        monster.AsSpan().Fill((byte)'x');
        monster[^1] = (byte)'\n';
        Renew([.. bytes.AsSpan(0, ends[1]), .. monster, .. bytes.AsSpan(ends[1])]);
        Assert.Equal([0, 1, 2, 3], folder.Numbers(out var seen));
        Assert.Equal((1, 0, 0), seen);
        using var log = folder.Open();
        Assert.Equal(3, log.Recovery.Last);
    }

    private byte[] Sample(int records, out List<int> ends)
    {
        Renew([]);
        ends = [];
        using (var log = folder.Open())
            for (var i = 0; i < records; i++)
            {
                log.Append(LogFolder.Body(i));
                ends.Add((int)log.Size);
            }

        return File.ReadAllBytes(folder.First);
    }

    private void Renew(ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path))
            File.Delete(file);
        FileModes.WritePrivate(folder.First, bytes);
    }
}

using System.Globalization;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Sessions;

/// <summary>A clock that jumps, for years in both directions, between any two records: order is by number, and nothing else depends on it.</summary>
public sealed class SessionClockTests
{
    [Fact]
    public void AClockThatJumpsChangesTimesAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var (blobs, sessions, clock) = (new BlobStore(folder.Path), new SessionFolder(folder.Path), new JumpingClock());
        var options = new SessionOptions { Time = clock };
        string path;
        using (var log = SessionLog.Create(sessions, new SessionHeader { Cwd = "/work" }, blobs, options))
        {
            path = log.Path;
            for (var i = 0; i < 50; i++)
                log.AppendUser(SessionRoom.Json(string.Create(CultureInfo.InvariantCulture, $"\"{i}\"")));
            log.AppendCompaction("\"summary\""u8, [], "auto", 1);
        }

        using (var again = SessionLog.Resume(path, blobs, options))
        {
            again.AppendUser("\"50\""u8);
            Assert.Equal(["\"summary\"", "\"50\""], again.Messages().Select(m => System.Text.Encoding.UTF8.GetString(m.Content.Span)));
        }

        var numbers = SessionMessages.All(path, blobs).Select(m => System.Text.Encoding.UTF8.GetString(m.Content.Span)).ToList();
        Assert.Equal([.. Enumerable.Range(0, 50).Select(i => $"\"{i}\""), "\"summary\"", "\"50\""], numbers);
        Assert.Empty(SessionCheck.Of(path, blobs).Problems);
        Assert.True(clock.Jumps > 50);
    }

    private sealed class JumpingClock : TimeProvider
    {
        private readonly Random _random = new(7);

        public int Jumps { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            Jumps++;
            return new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero).AddDays(_random.Next(-20_000, 20_000));
        }
    }
}

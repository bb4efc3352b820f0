using System.Text;
using Pith.Sessions;

namespace Pith.Tests.Sessions;

/// <summary>The index of a log may be deleted, damaged or out of date: titles are what the log says.</summary>
public sealed class SessionIndexTests : IDisposable
{
    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void WithoutItTheTitleIsReadFromTheLogAndItIsMadeAgain()
    {
        var path = Titled("The parser");
        Assert.Equal("The parser", SessionSummary.TitleOf(path));
        var made = File.ReadAllBytes(SessionIndex.FileOf(path));
        File.Delete(SessionIndex.FileOf(path));
        Assert.Equal("The parser", SessionSummary.TitleOf(path));
        Assert.Equal(made, File.ReadAllBytes(SessionIndex.FileOf(path)));
    }

    [Fact]
    public void WhateverIsDamagedInItTheTitleIsTheLogs()
    {
        var path = Titled("The parser");
        _ = SessionSummary.TitleOf(path);
        var good = File.ReadAllBytes(SessionIndex.FileOf(path));
        for (var at = 0; at < good.Length; at++)
        {
            var bad = good.ToArray();
            bad[at] ^= 4;
            File.WriteAllBytes(SessionIndex.FileOf(path), bad);
            Assert.Equal("The parser", SessionSummary.TitleOf(path));
            File.WriteAllBytes(SessionIndex.FileOf(path), good[..at]);
            Assert.Equal("The parser", SessionSummary.TitleOf(path));
        }
    }

    [Fact]
    public void WhatWasReadIsNotReadAgainAndWhatWasWrittenSinceIs()
    {
        var path = Titled("The parser");
        _ = SessionSummary.TitleOf(path);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("The parser"u8)] ^= 1; // the index knows better than the log now
        File.WriteAllBytes(path, bytes);
        Assert.Equal("The parser", SessionSummary.TitleOf(path));
        using (var log = room.Resume(path))
            log.AppendTitle("The lexer");
        Assert.Equal("The lexer", SessionSummary.TitleOf(path));
        Assert.Equal("The lexer", SessionSummary.TitleOf(path));
    }

    [Fact]
    public void WhatAProcessDiedWritingGoesWithTheNextRunInTheFolderAndWithTheSession()
    {
        var path = Titled("The parser");
        var (dead, young) = ($"{Dotted(path)}.index.0a.hint", $"{Dotted(path)}.index.0b.hint");
        File.WriteAllText(dead, "");
        File.WriteAllText(young, "");
        File.SetLastWriteTimeUtc(dead, DateTime.UnixEpoch);
        room.Resume(path).Dispose();
        Assert.Equal((false, true), (File.Exists(dead), File.Exists(young)));
        File.WriteAllText(dead, "");
        File.SetLastWriteTimeUtc(dead, DateTime.UnixEpoch);
        room.Create().Dispose();
        Assert.Equal((false, true), (File.Exists(dead), File.Exists(young)));
        room.Folder.Remove(path, "me");
        Assert.False(File.Exists(young));

        static string Dotted(string path) => Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileNameWithoutExtension(path));
    }

    [Fact]
    public void OfAnotherLogInItsPlaceItSaysNothing()
    {
        var path = Titled("The parser");
        _ = SessionSummary.TitleOf(path);
        var other = Titled("The_parser");
        File.Copy(other, path, overwrite: true);
        Assert.Equal("The_parser", SessionSummary.TitleOf(path));
        File.WriteAllBytes(path, File.ReadAllBytes(other)[..1000]);
        Assert.Equal("fix the parser", SessionSummary.TitleOf(path));
    }

    [Fact]
    public void ItIsForItsOwnerAloneAndGoesWithTheSession()
    {
        var path = Titled("The parser");
        _ = SessionSummary.TitleOf(path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Store.FileModes.Of(SessionIndex.FileOf(path)));
        room.Folder.Remove(path, "a test");
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    private string Titled(string title)
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        log.AppendTitle(title);
        for (var i = 0; i < 3; i++)
            log.AppendToolResult($"call_{i}", Encoding.UTF8.GetBytes($"\"{new string('x', 40_000)}\""), isError: false);
        return log.Path;
    }
}

using Pith.Cli.Terminal.Editors;

namespace Pith.Tests.Cli.Terminal.Editors;

public sealed class InputHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsKeptInAFileForItsOwnerAlone()
    {
        var path = _folder.Place("home/history");
        string[] prompts = ["one", "two\nlines", "back\\slash \\n", "ä漢"];
        var history = new InputHistory(path);
        history.Load();
        foreach (var prompt in prompts)
            history.Add(prompt);
        history.Add("ä漢"); // twice the same is once
        history.Add(" not kept");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var again = new InputHistory(path);
        again.Load();
        Assert.Equal(prompts, Enumerable.Range(0, again.Count).Select(i => again[i]));
    }

    [Fact]
    public void GoesBackAndForthAndBringsTheDraftBack()
    {
        var history = new InputHistory(null);
        history.Add("one");
        history.Add("two");
        Assert.Equal("two", history.Before("draft"));
        Assert.Equal("one", history.Before("two"));
        Assert.Null(history.Before("one"));
        Assert.Equal("two", history.After());
        Assert.Equal("draft", history.After());
        Assert.Null(history.After());
    }

    [Fact]
    public void IsSearchedFromTheNewest()
    {
        var history = new InputHistory(null);
        foreach (var entry in (string[])["git push", "make", "Git pull"])
            history.Add(entry);
        Assert.Equal(2, history.Search("git", history.Count));
        Assert.Equal(0, history.Search("git", 2));
        Assert.Equal(-1, history.Search("git", 0));
    }

    [Fact]
    public void AFileThatIsNoFileIsNoHistory()
    {
        var history = new InputHistory(_folder.Path);
        history.Load();
        history.Add("works");
        Assert.Equal(1, history.Count);
    }
}

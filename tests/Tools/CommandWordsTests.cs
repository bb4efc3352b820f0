using Pith.Tests.Store;
using Pith.Tools.Files;

namespace Pith.Tests.Tools;

public sealed class CommandWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CommandWordsTests()
    {
        foreach (var name in (string[])["k.sh", "tools/k.sh", "tools/rel.sh", "tools/x.js", "tools/y/index.js", "tools/deep/z.sh", "sub/a", "pkg/__init__.py", "pkg/__main__.py", "pkg/mod.py", "one.py", "tools/__main__.py", "a b/c d.sh", "name"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Place(name))!);
            File.WriteAllText(Place(name), "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tools/k.sh --x", "tools/k.sh")]
    [InlineData("cd tools && ./k.sh", "k.sh tools/k.sh")]
    [InlineData("cd \"$CLAUDE_PROJECT_DIR/tools\"; ./rel.sh", "tools/rel.sh")]
    [InlineData("cd ${CLAUDE_PROJECT_DIR} && cd tools/deep && sh z.sh", "tools/deep/z.sh")]
    [InlineData("cd tools && cd deep && ./z.sh", "tools/deep/z.sh")]
    [InlineData("cd sub; ../tools/rel.sh", "tools/rel.sh")]
    [InlineData("$(git rev-parse --show-toplevel)/tools/rel.sh", "tools/rel.sh")]
    [InlineData("`pwd`/tools/rel.sh", "tools/rel.sh")]
    [InlineData("git -C tools x rel.sh", "tools/rel.sh")]
    [InlineData("python3 -m pkg", "pkg/__init__.py pkg/__main__.py")]
    [InlineData("python3 -m pkg.mod", "pkg/__init__.py pkg/__main__.py pkg/mod.py")]
    [InlineData("cd sub && PYTHONPATH=.. python -mone", "one.py")]
    [InlineData("python3 tools", "tools/__main__.py")]
    [InlineData("node tools/x", "tools/x.js")]
    [InlineData("cd tools; node ./y", "tools/y/index.js")]
    [InlineData("node\ntools/x", "tools/x.js")]
    [InlineData("ls tools/x tools/y tools", "")]
    [InlineData("sh\na b/c d.sh", "a b/c d.sh")]
    [InlineData("bash name", "name")]
    [InlineData("", "")]
    public void WhatItStartsIsFound(string text, string found) =>
        Assert.Equal(found, string.Join(' ', new CommandWords(text, _folder.Path).Files().Where(File.Exists).Select(f => f[(_folder.Path.Length + 1)..]).Distinct().Order(StringComparer.Ordinal)));

    /// <summary>A program is found by the kernel, and a folder may be gone into by the shell: each has its two dots.</summary>
    [Fact]
    public void TwoDotsBehindALinkMeanBothPlaces()
    {
        Directory.CreateSymbolicLink(Place("link"), "tools/deep");
        Assert.Equal([Place("k.sh"), Place("tools/k.sh")], new CommandWords("./link/../k.sh", _folder.Path).Files().Order(StringComparer.Ordinal));
    }

    /// <summary>Who guards must know of a file before it is there; and not of each word, for then nothing of that name could be made.</summary>
    [Theory]
    [InlineData("./none.sh --a", "none.sh")]
    [InlineData("python3 none.py", "none.py")]
    [InlineData("cd tools && ./none", "none tools/none")]
    [InlineData("store", "")]
    [InlineData("feature/", "")]
    [InlineData("https://example.com/a", "")]
    [InlineData("less -R", "")]
    [InlineData("~/bin/x %f", "")]
    [InlineData("tools/deep", "")]
    public void WhatIsNotThereIsNamedWhereItLooksLikeAFile(string text, string missing) =>
        Assert.Equal(missing, string.Join(' ', new CommandWords(text, _folder.Path).Files().Where(f => !File.Exists(f)).Select(f => f[(_folder.Path.Length + 1)..]).Distinct().Order(StringComparer.Ordinal)));

    private string Place(string name) => Path.Combine(_folder.Path, name);
}

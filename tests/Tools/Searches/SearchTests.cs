using System.Text;
using System.Text.RegularExpressions;
using Pith.Tools.Searches;

namespace Pith.Tests.Tools.Searches;

public sealed class SearchTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly GrepTool grep;
    private readonly GlobTool glob;

    public SearchTests() => (grep, glob) = (new GrepTool(folder.Workspace, 2), new GlobTool(folder.Workspace, 2));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("*.cs", "a.cs", true)]
    [InlineData("*.cs", "x/y/a.cs", true)]
    [InlineData("*.cs", "a.csx", false)]
    [InlineData("/*.cs", "x/a.cs", false)]
    [InlineData("src/**/*.cs", "src/a.cs", true)]
    [InlineData("src/**/*.cs", "src/x/y/a.cs", true)]
    [InlineData("src/**/*.cs", "other/src/a.cs", false)]
    [InlineData("**/b/c", "a/b/x/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("*.{ts,tsx}", "a.tsx", true)]
    [InlineData("{a,b/{c,d}}.x", "b/d.x", true)]
    [InlineData("file[0-9!].txt", "file!.txt", true)]
    [InlineData("file[!0-9].txt", "file5.txt", false)]
    [InlineData("[]a].x", "].x", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("?", "é", true)]
    [InlineData("foo/", "foo", true)]
    [InlineData("**", "a/b", true)]
    public void PatternsMatchAsIgnoreFilesDo(string pattern, string path, bool expected) =>
        Assert.Equal(expected, GlobPattern.Parse(pattern).Matches(path));

    [Fact]
    public void APatternOfManyStarsTakesNoLongTime()
    {
        var path = string.Concat(Enumerable.Repeat("aaaaaaaaaaaaaaaaaaaa/", 20)) + new string('a', 200);
        Assert.False(GlobPattern.Parse(string.Concat(Enumerable.Repeat("**/*a*a*a*a*/", 8)) + "*a*a*a*a*b").Matches(path));
        Assert.True(GlobPattern.Parse(string.Concat(Enumerable.Repeat("{a,b}", 30))).Matches(new string('a', 30)));
    }

    [Theory]
    [InlineData("plain text", "plain text", true)]
    [InlineData("a\\.b", "a.b", true)]
    [InlineData("foo\\w+barbaz", "barbaz", false)]
    [InlineData("colou?r", "colo", false)]
    [InlineData("abc+", "abc", false)]
    [InlineData("ab{2}cde", "cde", false)]
    [InlineData("(one|two)three", "three", false)]
    [InlineData("one|two", "", false)]
    [InlineData("(?i)one", "", false)]
    [InlineData("[abc]xyz$", "xyz", false)]
    [InlineData("\\x41bc", "", false)]
    [InlineData("^\\s*$", "", false)]
    public void OfAnExpressionTheTextThatMustBeThereIsKnown(string pattern, string expected, bool whole)
    {
        Assert.Equal(expected, RequiredLiteral.Of(pattern, out var isWhole));
        Assert.Equal(whole, isWhole);
    }

    [Theory]
    [InlineData("one|two\\w", "one two")]
    [InlineData("a[|]b|(x|y)cd", "a cd")]
    [InlineData("one|", "")]
    [InlineData("one|\\d", "")]
    [InlineData("a\\|b", "a|b")]
    public void OfAlternativesEachHasItsText(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(' ', RequiredLiteral.OfAlternatives(pattern)));

    [Fact]
    public async Task IgnoreFilesAreHonoured()
    {
        Directory.CreateDirectory(folder[".git/info"]);
        folder.Write(".git/info/exclude", "local.txt\n"u8);
        folder.Write(".gitignore", "*.log\n!keep.log\nbuild/\n/top.txt\nsub/deep\n# no\n\\#yes\n"u8);
        folder.Write("sub/.gitignore", "!special.log\nonly-here\n"u8);
        folder.Write("other/.ignore", "!other.log\nhidden.txt\n"u8);
        foreach (var name in (string[])["a.log", "keep.log", "build/x.txt", "build.txt", "top.txt", "sub/top.txt", "sub/deep/x.txt", "sub/special.log", "sub/b.log", "sub/only-here", "only-here", "#yes", "local.txt", "other/other.log", "other/hidden.txt", "x/build/y.txt", ".github/ci.yml", ".git/config"])
            folder.Write(name, "needle\n"u8);
        const string Expected = ".github/ci.yml\nbuild.txt\nkeep.log\nonly-here\nother/other.log\nsub/special.log\nsub/top.txt\n";
        Assert.Equal(Expected, await grep.Run("""{"pattern":"needle"}"""));
        Assert.Equal(".github/ci.yml\n.gitignore\nbuild.txt\nkeep.log\nonly-here\nother/.ignore\nother/other.log\nsub/.gitignore\nsub/special.log\nsub/top.txt\n", await glob.Run("""{"pattern":"**"}"""));
        Assert.Equal("sub/special.log\nsub/top.txt\n", await grep.Run("""{"pattern":"needle","path":"sub"}"""));
        Assert.Equal("x/build/y.txt\n", await grep.Run("""{"pattern":"needle","path":"x/build"}"""));
    }

    [Fact]
    public async Task LinesAreShownWithContextAndNumbers()
    {
        folder.Write("a.txt", "1\n2\nhit 3\n4\n5\n6\nhit 7\nhit 8\n9\r\n"u8);
        folder.Write("b.txt", "hit"u8);
        Assert.Equal("a.txt-2-2\na.txt:3:hit 3\na.txt-4-4\n--\na.txt-6-6\na.txt:7:hit 7\na.txt:8:hit 8\na.txt-9-9\n--\nb.txt:1:hit\n", await grep.Run("""{"pattern":"hit","output_mode":"content","-C":"1"}"""));
        Assert.Equal("3:hit 3\n4-4\n--\n7:hit 7\n8:hit 8\n9-9\n", await grep.Run("""{"pattern":"^h.t \\d","output_mode":"content","-A":1,"path":"a.txt"}"""));
        Assert.Equal("hit 3\nhit 7\nhit 8\n", await grep.Run("""{"pattern":"HIT","-i":true,"output_mode":"content","-n":false,"path":"a.txt"}"""));
        Assert.Equal("a.txt:3\nb.txt:1\n", await grep.Run("""{"pattern":"hit","output_mode":"count"}"""));
        Assert.Equal("a.txt:3:hit 3\n[1 matching lines shown, from the first 1 of 2 files with matches; there may be more]\n", await grep.Run("""{"pattern":"hit","output_mode":"content","head_limit":1}"""));
        Assert.Equal("a.txt\n[1 of 2 files shown]\n", await grep.Run("""{"pattern":"hit","head_limit":1}"""));
    }

    [Fact]
    public async Task GlobAndTypeChooseFiles()
    {
        foreach (var name in (string[])["a.ts", "src/b.tsx", "src/c.py", "src/deep/d.ts"])
            folder.Write(name, "x\n"u8);
        Assert.Equal("a.ts\nsrc/b.tsx\nsrc/deep/d.ts\n", await grep.Run("""{"pattern":"x","glob":"*.{ts,tsx}"}"""));
        Assert.Equal("src/c.py\n", await grep.Run("""{"pattern":"x","glob":"!*.ts, !*.tsx"}"""));
        Assert.Equal("src/c.py\n", await grep.Run("""{"pattern":"x","type":"py"}"""));
        Assert.Equal("src/b.tsx\n", await grep.Run("""{"pattern":"x","glob":"src/*.tsx"}"""));
        Assert.StartsWith("\"type\" cobolt is not known.", await grep.Run("""{"pattern":"x","type":"cobolt"}""", fails: true));
        Assert.Equal("src/deep/d.ts\n", await glob.Run("""{"pattern":"src/deep/*.ts"}"""));
        Assert.Equal("src/c.py\n", await glob.Run("""{"pattern":"*.py"}"""));
        Assert.Equal("No files match.", await glob.Run("""{"pattern":"src/*.rb"}"""));
    }

    [Fact]
    public async Task WhatIsNoTextIsPassedOverAndUtf16IsRead()
    {
        folder.Write("a.bin", "needle\0\n"u8);
        folder.Write("b.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("x\nneedle é\n")]);
        folder.Write("c.txt", [.. "caf"u8, 0xE9, .. " needle\n"u8]);
        File.CreateSymbolicLink(folder["link.txt"], "c.txt");
        Assert.Equal("b.txt:2:needle é\nc.txt:1:caf\uFFFD needle\n", await grep.Run("""{"pattern":"needle","output_mode":"content"}"""));
        Assert.Equal("c.txt:1:caf\uFFFD needle\n", await grep.Run("""{"pattern":"n[e]+dle$","output_mode":"content"}"""));
    }

    [Fact]
    public async Task MatchesGoAcrossLinesWhenTheyMay()
    {
        folder.Write("a.txt", "begin\nmiddle é\nend\nbegin x end\n"u8);
        Assert.Equal("1:begin\n2:middle é\n3:end\n4:begin x end\n", await grep.Run("""{"pattern":"begin.*?end","multiline":true,"output_mode":"content","path":"a.txt"}"""));
        Assert.Equal("4:begin x end\n", await grep.Run("""{"pattern":"begin\\s.*end","output_mode":"content","path":"a.txt"}"""));
    }

    [Fact]
    public async Task ALongLineIsShownAroundItsMatch()
    {
        folder.Write("a.js", Encoding.UTF8.GetBytes(new string('é', 300_000) + "needle" + new string('b', 300_000)));
        var text = await grep.Run("""{"pattern":"needle","output_mode":"content"}""");
        Assert.Contains("needle", text);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 0, 560);
    }

    [Theory]
    [InlineData("(", "not a regular expression")]
    [InlineData("(a+)+\\1$", "takes too long")]
    public async Task APatternThatCannotBeSearchedForIsAnError(string pattern, string expected)
    {
        folder.Write("a.txt", Encoding.UTF8.GetBytes(new string('a', 40) + "!\n"));
        Assert.Contains(expected, await grep.Run($$"""{"pattern":{{Call.Quote(pattern)}}}""", fails: true));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("a.b")]
    [InlineData("^b|c$")]
    [InlineData("[^a]b")]
    [InlineData("\\s+c")]
    [InlineData("é.?😀")]
    [InlineData("A(b|c)*\\n?d")]
    [InlineData("\\bab\\b")]
    [InlineData("x*")]
    [InlineData("ab|é.|dd?A")]
    [InlineData("a[|]|b\\||x")]
    public void EveryLineIsFoundThatMatchesAlone(string pattern)
    {
        var random = new Random(42);
        string[] pieces = ["a", "b", "c", " ", "\n", "\n\n", "é", "😀", "ab", "d", "A", "x"];
        foreach (var ignoresCase in (bool[])[false, true])
        {
            Assert.True(LinePattern.TryCreate(pattern, ignoresCase, false, out var search, out _));
            var oracle = new Regex(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : 0));
            for (var i = 0; i < 300; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)])) + (i % 2 == 0 ? "\n" : "x");
                var lines = text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
                var expected = lines.Index().Where(l => oracle.IsMatch(l.Item)).Select(l => l.Index);
                var bytes = Encoding.UTF8.GetBytes(text);
                var found = new List<int>();
                search.Begin();
                for (var from = 0; from < bytes.Length && search.TryFind(bytes, from, out var match); from = match.End + 1)
                    found.Add(bytes.AsSpan(0, match.Start).Count((byte)'\n'));
                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void FilesLargerThanTheBufferAreCountedWhole()
    {
        var lines = Enumerable.Range(0, 200_000).Select(i => i % 1000 == 0 ? $"needle {i}" : $"line {i}");
        var path = folder.Write("a.txt", Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n" + new string('x', 1_000_000) + "needle"));
        Assert.True(LinePattern.TryCreate("needle", false, false, out var pattern, out _));
        Assert.Equal(201, new FileScanner(pattern, false).Count(path, long.MaxValue));
    }
}

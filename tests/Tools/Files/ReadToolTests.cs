using System.Text;
using Pith.Permissions;
using Pith.Tools.Files;

namespace Pith.Tests.Tools.Files;

[Collection(Alone.Name)]
public sealed class ReadToolTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly ReadTool read;

    public ReadToolTests() => read = new ReadTool(folder.Workspace, new SeenFiles());

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a\nb\n", "1\ta\n2\tb\n")]
    [InlineData("a\nb", "1\ta\n2\tb\n")]
    [InlineData("a\r\n\r\nb\r\n", "1\ta\n2\t\n3\tb\n")]
    [InlineData("\uFEFFa\n", "1\ta\n")]
    public async Task LinesComeWithTheirNumbers(string text, string expected)
    {
        folder.Write("a.txt", Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, await read.Run("""{"file_path":"a.txt"}"""));
    }

    [Fact]
    public async Task OffsetAndLimitChooseLinesAlsoAsTexts()
    {
        folder.Write("a.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 100_000).Select(i => $"line {i}\n"))));
        Assert.Equal("99999\tline 99999\n100000\tline 100000\n", await read.Run("""{"file_path":"a.txt","offset":99999}"""));
        Assert.Equal("50\tline 50\n51\tline 51\n[The file goes on: continue with offset 52]\n", await read.Run("""{"file_path":"a.txt","offset":"50","limit":"2"}"""));
        Assert.Equal("a.txt has only 100000 lines; line 100001 does not exist.", await read.Run("""{"file_path":"a.txt","offset":100001}""", fails: true));
    }

    [Fact]
    public async Task ALinkThatLeadsNowhereIsNamedAsThat()
    {
        File.CreateSymbolicLink(folder["loop"], "loop");
        Assert.Equal("loop is a link to loop, where no file is.", await read.Run("""{"file_path":"loop"}""", fails: true));
    }

    [Fact]
    public async Task AFileWithoutALastLineFeedHasItsLastLineCounted()
    {
        folder.Write("a.txt", "a\nb"u8);
        Assert.Equal("a.txt has only 2 lines; line 9 does not exist.", await read.Run("""{"file_path":"a.txt","offset":9}""", fails: true));
    }

    [Fact]
    public async Task Cc19720_ALineOfManyBytesIsCutBetweenCharacters()
    {
        folder.Write("a.txt", Encoding.UTF8.GetBytes("x" + new string('é', 300_000) + "\nshort\n"));
        var text = await read.Run("""{"file_path":"a.txt"}""");
        Assert.Equal("1\tx" + new string('é', 999) + " [… 598,002 more bytes in this line]\n2\tshort\n", text);
    }

    [Fact]
    public async Task BytesThatAreNoUtf8AreShownAndNamed()
    {
        folder.Write("a.txt", [(byte)'a', 0xE9, (byte)'\n']);
        Assert.Equal("1\ta\uFFFD\n[Some bytes are no UTF-8 and are shown as \uFFFD; Edit leaves them as they are.]\n", await read.Run("""{"file_path":"a.txt"}"""));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Utf16IsReadAsText(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        folder.Write("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes("é\r\nb\r\n")]);
        Assert.Equal("1\té\n2\tb\n", await read.Run("""{"file_path":"a.txt"}"""));
    }

    [Fact]
    public async Task WhatIsNoTextIsNamed()
    {
        folder.Write("a.bin", [1, 2, 0, 3]);
        Assert.StartsWith("a.bin is a binary file, 4 bytes.", await read.Run("""{"file_path":"a.bin"}""", fails: true));
        folder.Write("a.png", [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 128, 0, 0, 1, 224, 8, 2, 0, 0, 0]);
        Assert.StartsWith("a.png is a PNG picture, 640 x 480 pixels, 29 bytes.", await read.Run("""{"file_path":"a.png"}""", fails: true));
    }

    [Fact]
    public async Task AMissingFileIsAnsweredWithNearNames()
    {
        folder.Write("src/Program.cs", "x"u8);
        Assert.StartsWith("src/program.cs does not exist. Near it: src/Program.cs.", await read.Run("""{"file_path":"src/program.cs"}""", fails: true));
        Assert.StartsWith("scr/Program.cs does not exist. Near it: src/.", await read.Run("""{"file_path":"scr/Program.cs"}""", fails: true));
    }

    [Fact]
    public async Task AFolderIsAnsweredWithWhatItHolds()
    {
        folder.Write("src/b.cs", "x"u8);
        folder.Write("src/a/c.cs", "x"u8);
        Assert.Equal("src is a folder, not a file. It holds: a/, b.cs.", await read.Run("""{"file_path":"src"}""", fails: true));
    }

    [Fact]
    public async Task AnEmptyFileIsNoError()
    {
        folder.Write("a.txt", []);
        Assert.Equal("[a.txt is empty]", await read.Run("""{"file_path":"a.txt"}"""));
    }

    [Fact]
    public async Task APipeIsRefusedAndNotWaitedFor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        using var made = System.Diagnostics.Process.Start("mkfifo", [folder["pipe"]]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("pipe is no ordinary file but a pipe, a device or a socket.", await read.Run("""{"file_path":"pipe"}""", fails: true));
    }

    [Fact]
    public async Task AFileOfFiveGigabytesCostsLittleMemory()
    {
        using (var file = File.OpenHandle(folder["huge.txt"], FileMode.Create, FileAccess.Write))
        {
            RandomAccess.SetLength(file, 5L << 30);
            RandomAccess.Write(file, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 5000).Select(i => $"line {i}\n"))), 0);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.StartsWith("4000\tline 4000\n4001\tline 4001\n", await read.Run("""{"file_path":"huge.txt","offset":4000,"limit":2}"""));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 2 << 20);
    }

    [Fact]
    public void TheNeedIsThePathAsWritten()
    {
        Assert.Equal([new Need(NeedKind.ReadPath, "../x")], read.Needs(Call.Of("""{"file_path":"../x"}""")));
        Assert.Empty(read.Needs(Call.Of("{}")));
    }
}

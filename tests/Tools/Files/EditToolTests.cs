using System.Text;
using Pith.Store;
using Pith.Tools.Files;

namespace Pith.Tests.Tools.Files;

public sealed class EditToolTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly List<FileChange> changes = [];
    private readonly FileHistory history;
    private readonly ReadTool read;
    private readonly EditTool edit;
    private readonly WriteTool write;

    public EditToolTests()
    {
        var seen = new SeenFiles();
        history = new FileHistory(new BlobStore(folder["store"]), changes.Add);
        var editor = new FileEditor(folder.Workspace, seen, history);
        (read, edit, write) = (new ReadTool(folder.Workspace, seen), new EditTool(editor), new WriteTool(editor));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OneTextIsReplacedAndShownWithItsSurroundings()
    {
        folder.Write("a.txt", "one\ntwo\nthree\nfour\nfive\nsix\n"u8);
        Assert.Equal("Edited a.txt, 1 place:\n1\tone\n2\ttwo\n3\tTHREE\n4\tfour\n5\tfive\n", await Edit("a.txt", "three", "THREE"));
        Assert.Equal("one\ntwo\nTHREE\nfour\nfive\nsix\n", Text("a.txt"));
    }

    [Fact]
    public async Task Cc85842_BytesThatAreNoUtf8AndAreNotEditedStay()
    {
        byte[] latin = [.. "caf"u8, 0xE9, .. "\nold\n"u8, 0xFF, 0xFE, 0x80, (byte)'\n'];
        folder.Write("a.txt", latin);
        await Edit("a.txt", "old", "new");
        Assert.Equal([.. "caf"u8, 0xE9, .. "\nnew\n"u8, 0xFF, 0xFE, 0x80, (byte)'\n'], Bytes("a.txt"));
        Assert.Contains("not UTF-8, so new_string may hold ASCII only", await Edit("a.txt", "new", "né", fails: true));
    }

    [Fact]
    public async Task Cc60174_TheByteOrderMarkStays()
    {
        folder.Write("a.txt", "\uFEFFold\n"u8);
        await Edit("a.txt", "old", "new");
        Assert.Equal("\uFEFFnew\n"u8.ToArray(), Bytes("a.txt"));
        await write.Run("""{"file_path":"a.txt","content":"all\n"}""");
        Assert.Equal("\uFEFFall\n"u8.ToArray(), Bytes("a.txt"));
    }

    [Fact]
    public async Task LinesThatEndInCrLfAreFoundByLfAndStaySo()
    {
        folder.Write("a.txt", "one\r\ntwo\r\nthree\r\n"u8);
        await Edit("a.txt", "one\ntwo", "1\n2\n2b");
        Assert.Equal("1\r\n2\r\n2b\r\nthree\r\n", Text("a.txt"));
        await Edit("a.txt", "2b", "x\ny");
        Assert.Equal("1\r\n2\r\nx\r\ny\r\nthree\r\n", Text("a.txt"));
        await Edit("a.txt", "\nthree\n", "\n3\n");
        Assert.Equal("1\r\n2\r\nx\r\ny\r\n3\r\n", Text("a.txt"));
    }

    [Fact]
    public async Task WhereLinesEndBothWaysNewOnesEndAsThoseTheyReplace()
    {
        folder.Write("a.txt", "a\nb\nc\r\nd\r\n"u8);
        await Edit("a.txt", "a\nb", "A\nB");
        await Edit("a.txt", "c\nd", "C\nD");
        Assert.Equal("A\nB\nC\r\nD\r\n", Text("a.txt"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Utf16StaysUtf16(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        folder.Write("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes("é old\r\nx\r\n")]);
        await Edit("a.txt", "old\nx", "new 😀\ny");
        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes("é new 😀\r\ny\r\n")], Bytes("a.txt"));
    }

    [Fact]
    public async Task ModeStaysAndNoTemporaryFileIsLeft()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        folder.Write("run.sh", "old\n"u8);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["run.sh"], Mode);
        await Edit("run.sh", "old", "new");
        Assert.Equal(Mode, Pith.Tests.Store.FileModes.Of(folder["run.sh"]));
        Assert.Equal(["run.sh"], Directory.GetFiles(folder.Workspace.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task ALinkStaysALinkAndItsTargetIsEdited()
    {
        folder.Write("real/a.txt", "old\n"u8);
        File.CreateSymbolicLink(folder["link.txt"], "real/a.txt");
        await Edit("link.txt", "old", "new");
        Assert.Equal("real/a.txt", new FileInfo(folder["link.txt"]).LinkTarget);
        Assert.Equal("new\n", Text("real/a.txt"));
    }

    [Fact]
    public async Task ATextThatOccursOftenNeedsReplaceAll()
    {
        folder.Write("a.txt", "x = 1\ny\nx = 1\n"u8);
        Assert.Contains("old_string occurs 2 times, at lines 1, 3.", await Edit("a.txt", "x = 1", "x = 2", fails: true));
        await edit.Run("""{"file_path":"a.txt","old_string":"x = 1","new_string":"x = 22","replace_all":"true"}""");
        Assert.Equal("x = 22\ny\nx = 22\n", Text("a.txt"));
    }

    [Fact]
    public async Task SeveralEditsAreMadeInOrderOrNotAtAll()
    {
        folder.Write("a.txt", "one\ntwo\n"u8);
        Assert.Contains("edit 2 of 2: old_string is not in the file", await edit.Run("""{"file_path":"a.txt","edits":[{"old_string":"one","new_string":"1"},{"old_string":"one","new_string":"2"}]}""", fails: true));
        Assert.Equal("one\ntwo\n", Text("a.txt"));
        await edit.Run("""{"file_path":"a.txt","edits":[{"old_string":"two","new_string":"2"},{"old_string":"one","new_string":"two"},{"old_string":"two","new_string":"1"}]}""");
        Assert.Equal("1\n2\n", Text("a.txt"));
        Assert.Single(changes);
    }

    [Theory]
    [InlineData("if (a)\n    b();", "differ from it in white space only. The file has:\n2\t\tif (a)\n3\t\t\tb();\n")]
    [InlineData("2\tif (a)\n3\t    b();", "begins its lines with the line numbers")]
    [InlineData("call(alpha, betta);", "Nearest to it are these lines:\n2\t\tif (a)\n3\t\t\tb();\n4\tcall(alpha, beta);\n")]
    [InlineData("entirely another thing", "no line of the file is near to it")]
    public async Task AMissIsExplainedByWhatIsNear(string old, string explanation)
    {
        folder.Write("a.cs", "{\n\tif (a)\n\t\tb();\ncall(alpha, beta);\n"u8);
        Assert.Contains(explanation, await Edit("a.cs", old, "x", fails: true));
    }

    [Fact]
    public async Task Cc28078_WhatSomeoneElseChangedSinceItWasReadIsNotOverwritten()
    {
        folder.Write("a.txt", "one\ntwo\n"u8);
        await read.Run("""{"file_path":"a.txt"}""");
        folder.Write("a.txt", "one\ntwo\nthree by hand\n"u8);
        Assert.Contains("was changed since you last read it", await Edit("a.txt", "one", "1", fails: true));
        Assert.Contains("was changed since you last read it", await write.Run("""{"file_path":"a.txt","content":"mine"}""", fails: true));
        await read.Run("""{"file_path":"a.txt"}""");
        await Edit("a.txt", "one", "1");
        Assert.Equal("1\ntwo\nthree by hand\n", Text("a.txt"));
    }

    [Fact]
    public async Task Cc40697_WhatWasNeverReadIsNotOverwritten()
    {
        folder.Write("a.txt", "precious\n"u8);
        Assert.Contains("you have not read it", await write.Run("""{"file_path":"a.txt","content":"mine"}""", fails: true));
        Assert.Equal("precious\n", Text("a.txt"));
    }

    [Fact]
    public async Task WriteCreatesFoldersAndMayBeFollowedByEdits()
    {
        Assert.Equal("Created a/b/c.txt: 1 line.", await write.Run("""{"file_path":"a/b/c.txt","content":"x\n"}"""));
        await Edit("a/b/c.txt", "x", "y");
        await write.Run("""{"file_path":"a/b/c.txt","content":"z\n"}""");
        Assert.Equal("z\n", Text("a/b/c.txt"));
    }

    [Fact]
    public async Task Cc34597_ARewindBringsBackWhatWasThereAndRemovesWhatWasNot()
    {
        folder.Write("a.txt", [.. "one"u8, 0xE9, (byte)'\n']);
        await Edit("a.txt", "one", "two");
        await Edit("a.txt", "two", "three");
        await write.Run("""{"file_path":"new.txt","content":"x"}""");
        var restored = history.Restore("rewind", [.. changes]);
        Assert.Equal([RestoreOutcome.Restored, RestoreOutcome.Removed], restored.Select(r => r.Outcome));
        Assert.Equal([.. "one"u8, 0xE9, (byte)'\n'], Bytes("a.txt"));
        Assert.False(File.Exists(folder["new.txt"]));
        Assert.Equal([RestoreOutcome.Restored, RestoreOutcome.Restored], history.Restore("again", [.. changes.Where(c => c.CallId == "rewind")]).Select(r => r.Outcome));
        Assert.Equal([.. "three"u8, 0xE9, (byte)'\n'], Bytes("a.txt"));
    }

    [Fact]
    public async Task ARewindRemovesTheFoldersThatWereMadeAndNoOthers()
    {
        Directory.CreateDirectory(folder["theirs"]);
        await write.Run("""{"file_path":"made/deep/a.txt","content":"x"}""");
        await write.Run("""{"file_path":"made/b.txt","content":"x"}""");
        await write.Run("""{"file_path":"theirs/c.txt","content":"x"}""");
        await write.Run("""{"file_path":"shared/d.txt","content":"x"}""");
        File.WriteAllText(folder["shared/e.txt"], "by hand");
        Assert.All(changes, change => Assert.True(FileChange.TryRead(Json(change), out var again) && again == change));
        Assert.All(history.Restore("rewind", [.. changes]), r => Assert.Equal(RestoreOutcome.Removed, r.Outcome));
        Assert.Equal((false, true, true), (Directory.Exists(folder["made"]), Directory.Exists(folder["theirs"]), File.Exists(folder["shared/e.txt"])));
    }

    [Fact]
    public async Task Cc16098_ARewindLeavesAloneWhatSomeoneElseChangedSince()
    {
        folder.Write("a.txt", "one\n"u8);
        await Edit("a.txt", "one", "two");
        folder.Write("a.txt", "two and by hand\n"u8);
        Assert.Equal(RestoreOutcome.ChangedByOthers, Assert.Single(history.Restore("rewind", changes)).Outcome);
        Assert.Equal("two and by hand\n", Text("a.txt"));
    }

    [Fact]
    public async Task AChangeSurvivesItsJson()
    {
        folder.Write("a.txt", "one\n"u8);
        await Edit("a.txt", "one", "two");
        await write.Run("""{"file_path":"é\".txt","content":"x"}""");
        foreach (var change in changes)
        {
            Assert.True(FileChange.TryRead(Json(change), out var again));
            Assert.Equal(change, again);
        }

        Assert.False(FileChange.TryRead("{\"callId\":1}"u8, out _));
    }

    private static byte[] Json(FileChange change)
    {
        using var output = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(output))
            change.WriteTo(json);
        return output.ToArray();
    }

    [Fact]
    public async Task AStoreThatTakesNothingStopsTheEdit()
    {
        File.WriteAllText(folder["store"], "in the way of the folder");
        folder.Write("a.txt", "one\n"u8);
        Assert.StartsWith("Nothing was changed, because the earlier content cannot be kept", await Edit("a.txt", "one", "two", fails: true));
        Assert.Equal("one\n", Text("a.txt"));
    }

    private Task<string> Edit(string path, string old, string next, bool fails = false) =>
        edit.Run($$"""{"file_path":{{Call.Quote(path)}},"old_string":{{Call.Quote(old)}},"new_string":{{Call.Quote(next)}}}""", fails);

    private string Text(string name) => File.ReadAllText(folder[name]);

    private byte[] Bytes(string name) => File.ReadAllBytes(folder[name]);
}

using Pith.Budgets.Needs;
using Pith.Conversations;

namespace Pith.Tests.Budgets.Needs;

public sealed class EditTextTests
{
    [Fact]
    public void AReplacementNeedsItsOldText() => Assert.Equal(["old one"], EditText.Old(new Talk().Edit("/a/b", "old one", "new one").Messages[0].Calls[0]));

    [Fact]
    public void APatchNeedsTheOldSideOfEachHunk()
    {
        const string patch = "*** Begin Patch\n*** Update File: src/app/main_loop.cs\n@@ def x\n keep\n-gone\n+new\n@@\n-only\n*** Add File: a/b_c.txt\n+fresh\n*** End Patch";
        var call = new Talk().Call("apply_patch", ToolKind.Edit, "ok", "input", patch).Messages[0].Calls[0];
        Assert.Equal(["keep\ngone", "only"], EditText.Old(call));
        Assert.Equal(["src/app/main_loop.cs", "a/b_c.txt"], EditText.PatchedFiles(call));
        Assert.Contains("src/app/main_loop.cs", CallPaths.Of(call));
    }

    [Fact]
    public void TheTextOfAFileNamesNoPathOfTheCall() =>
        Assert.Equal(["src/one_a.cs"], CallPaths.Of(new Talk().Call("Write", ToolKind.Write, "ok", "file_path", "src/one_a.cs", "content", "import x from './other/path_b'").Messages[0].Calls[0]));
}

using Pith.Permissions.Paths;
using Pith.Tests.Store;
using Pith.Tools;

namespace Pith.Tests.Tools;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string root;

    public WorkspaceTests()
    {
        Directory.CreateDirectory(folder.Path);
        root = RealPath.Of(folder.Path);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void RelativePathsStartAtTheRoot()
    {
        var workspace = new Workspace(root) { Home = "/home/someone" };
        Assert.True(workspace.TryResolve("a/../b.txt", out var full));
        Assert.Equal(Path.Combine(root, "b.txt"), full);
        Assert.True(workspace.TryResolve("~/x", out full));
        Assert.Equal("/home/someone/x", full);
        Assert.False(workspace.TryResolve("a\0b", out _));
        Assert.False(workspace.TryResolve("", out _));
    }

    [Fact]
    public void Cve_2025_54794_AFolderWhoseNameOnlyStartsAlikeIsOutside()
    {
        var workspace = new Workspace(root);
        Assert.True(workspace.Contains(root));
        Assert.True(workspace.Contains(root + "/a"));
        Assert.False(workspace.Contains(root + "2/a"));
    }

    [Fact]
    public void Cve_2026_25724_ALinkIsWhereItLeadsAlsoForWhatDoesNotExistYet()
    {
        Directory.CreateDirectory(Path.Combine(root, "inside"));
        Directory.CreateSymbolicLink(Path.Combine(root, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(root, "inside", "up"), "../../elsewhere/new.txt");
        var workspace = new Workspace(root);
        Assert.Equal("/etc/not-there/x", RealPath.Of(Path.Combine(root, "out/not-there/x")));
        Assert.False(workspace.Contains(RealPath.Of(Path.Combine(root, "out/passwd"))));
        Assert.Equal(Path.Combine(Path.GetDirectoryName(root)!, "elsewhere/new.txt"), RealPath.Of(Path.Combine(root, "inside/up")));
    }

    [Fact]
    public void LinksInACircleAreAnError()
    {
        File.CreateSymbolicLink(Path.Combine(root, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(root, "b"), "a");
        Assert.Throws<IOException>(() => RealPath.Of(Path.Combine(root, "a")));
    }
}

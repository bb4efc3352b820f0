using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A pattern is judged by what it may match on the disk: a link inside the folder may lead out of it.</summary>
public sealed class PatternReachTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pith").FullName;

    public PatternReachTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "clean/deep"));
        Directory.CreateDirectory(Path.Combine(_root, "sub"));
        File.WriteAllText(Path.Combine(_root, "clean/a.txt"), "a");
        File.CreateSymbolicLink(Path.Combine(_root, "sub/topfile"), "/etc/hostname");
        Directory.CreateSymbolicLink(Path.Combine(_root, "clean/deep/out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(_root, "clean/inside"), Path.Combine(_root, "clean/a.txt"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("cat clean/*.txt", Verdict.Allow)]
    [InlineData("cat clean/ins*", Verdict.Allow)]
    [InlineData("cat sub/topf*", Verdict.Ask)]
    [InlineData("cat s*/topfile", Verdict.Ask)]
    [InlineData("cat sub/{topfile,x}", Verdict.Ask)]
    [InlineData("cat clean/*/out/passwd", Verdict.Ask)]
    [InlineData("cat */*/out/passwd", Verdict.Ask)]
    [InlineData("cd clean && cat d*/out/passwd", Verdict.Ask)]
    public void ALinkThatLeadsOutAsks(string command, Verdict verdict)
    {
        var authority = new Authority(new PermissionSettings(), new AuthorityOptions { Folder = _root });
        Assert.Equal(verdict, authority.Decide("Bash", new Need(NeedKind.RunCommand, command)).Verdict);
    }
}

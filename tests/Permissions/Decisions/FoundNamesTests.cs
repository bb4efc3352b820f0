using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>Names that find tells a program which only reads need not be asked about, where all that they may be is known.</summary>
public sealed class FoundNamesTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public FoundNamesTests()
    {
        folder.Write("src/a.ts", "x"u8);
        folder.Write("src/b/c.ts", "x"u8);
        folder.Write("blank/x y.ts", "x"u8);
        Directory.CreateDirectory(folder["linked"]);
        File.CreateSymbolicLink(folder["linked/led.ts"], "/etc/hostname");
        File.CreateSymbolicLink(folder["src/inside.ts"], folder["src/a.ts"]);
    }

    public void Dispose() => folder.Dispose();

    private Verdict Of(string command, PermissionMode mode, string deny = "") => Bench.Of(deny: deny, mode: mode, folder: folder.Workspace.Root).Run(command).Verdict;

    [Theory]
    [InlineData("find src -name '*.ts' | xargs grep foo")]
    [InlineData("find ./src -type f -name '*.ts' -not -path '*/node_modules/*' | xargs grep -n foo")]
    [InlineData("find src -name '*.ts' 2>/dev/null | head -20 | xargs wc -l")]
    [InlineData("find src -name '*.ts' | grep -v test | sort | xargs cat")]
    [InlineData("find src blank -name '*.ts' -print0 | xargs -0 grep foo")]
    [InlineData("cd src && find . -name '*.ts' | xargs -n 1 head")]
    [InlineData("find src | xargs cat | sort | uniq")]
    [InlineData("find src -name '*.ts' -exec grep -l foo {} +")]
    [InlineData("find src blank -type f -exec wc -l {} \\; | sort -n")]
    public void Passes(string command)
    {
        Assert.Equal(Verdict.Allow, Of(command, PermissionMode.Default));
        Assert.Equal(Verdict.Allow, Of(command, PermissionMode.AcceptEdits));
        Assert.NotEqual(Verdict.Allow, Of(command, PermissionMode.Default, "Read(./src/secret)"));
    }

    [Theory]
    [InlineData("find . -name '*.ts' -exec grep foo {} +")] // among it a link that leads outside
    [InlineData("find -L src -exec cat {} +")]
    [InlineData("find src -exec cat {} /etc/passwd \\;")]
    [InlineData("find src -exec cat {}/../../x \\;")]
    [InlineData("find src -exec grep -f {} x \\;")]
    [InlineData("find src -exec cat {} \\; -delete")]
    [InlineData("find src -exec cat {} \\; -exec rm {} \\;")]
    [InlineData("find src -fprint x -exec cat {} \\;")]
    [InlineData("find src -exec sed -i s/a/b/ {} +")]
    [InlineData("ln -s /etc src/e; find src -exec cat {} +")]
    [InlineData("find . -name '*.ts' | xargs grep foo")] // among it a link that leads outside
    [InlineData("find blank | xargs cat")]
    [InlineData("find src -print0 | xargs cat")]
    [InlineData("find src | xargs -0 cat")]
    [InlineData("find linked | xargs cat")]
    [InlineData("find / -name x | xargs cat")]
    [InlineData("find ../x | xargs cat")]
    [InlineData("find nowhere | xargs cat")]
    [InlineData("find src -printf '/etc/passwd\\n' | xargs cat")]
    [InlineData("find -L src | xargs cat")]
    [InlineData("find $X | xargs cat")]
    [InlineData("find src | sed s,src,/etc, | xargs cat")]
    [InlineData("find src | grep -o /a | xargs cat")]
    [InlineData("find src; echo /etc/passwd | xargs cat")]
    [InlineData("find src | { cat; echo /etc/passwd; } | xargs cat")]
    [InlineData("ln -s /etc src/e; find src | xargs cat")]
    [InlineData("find src | xargs rm")]
    [InlineData("find src | xargs sed -i s/a/b/")]
    [InlineData("find src | xargs -I{} cat /etc/{}")]
    [InlineData("find src | xargs -n $X cat")]
    [InlineData("find src | xargs grep foo /etc/passwd")]
    [InlineData("find src | xargs sort")]
    [InlineData("xargs cat < src/a.ts")]
    [InlineData("find src -name '*.ts' | head 5 | xargs cat")] // a file named 5
    [InlineData("find src -name '*.ts' | sort 5 | xargs cat")]
    [InlineData("find src -print0 | tail -1 | xargs -0 cat")] // a line may begin amid a name
    [InlineData("true > 'z ..'; find src | xargs grep -r x")]
    [InlineData("find src | xargs grep -r x > 'src/z ..'")]
    public void IsAskedAbout(string command) => Assert.Equal(Verdict.Ask, Of(command, PermissionMode.Default));
}

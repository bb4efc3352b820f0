using System.Text;
using Pith.Compaction;

namespace Pith.Tests.Compaction;

/// <summary>The line of a failure that says what went wrong, not the one that says that something did.</summary>
public sealed class SignatureTests
{
    [Theory]
    [InlineData("cp: a/b.json: No such file or directory\n\nCommand exited with code 1", "cp: a/b.json: No such file or directory")]
    [InlineData("sh: cannot create x\nexit 2", "sh: cannot create x")]
    [InlineData("> check\nmain.cs(3,1): error CS1002: ; expected\nexit 1", "main.cs(3,1): error CS1002: ; expected")]
    [InlineData("one\ntwo words\n", "two words")]
    public void TheLineThatNamesTheCauseIsKept(string output, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Signature.Of(Encoding.UTF8.GetBytes(output))));
}

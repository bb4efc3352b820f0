using System.Text;
using Pith.Compaction;

namespace Pith.Tests.Compaction;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Do it. You must not push! Fine", "You must not push!")]
    [InlineData("Never use sed.\nAlways test", "Never use sed.|Always test")]
    [InlineData("use v1.2 only", "use v1.2 only")]
    [InlineData("Don't guess; it's a commonly seen thing", "Don't guess; it's a commonly seen thing")]
    [InlineData("246: read_only : bool, must be set\n  90\t# we don't match\nnever touch /a/b-c/d_e.cs", "never touch /a/b-c/d_e.cs")]
    [InlineData("mustard and neverland are lonely words", "")]
    public void BindingSentencesAreFound(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var found = Sentences.Binding(bytes).Select(r => Encoding.UTF8.GetString(bytes[r]).Trim());
        Assert.Equal(expected, string.Join('|', found));
    }
}

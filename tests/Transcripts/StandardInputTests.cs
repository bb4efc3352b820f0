using System.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

public sealed class StandardInputTests
{
    /// <summary>Named twice, standard input is empty the second time, as for every Unix tool; it used to be closed.</summary>
    [Fact]
    public void OutlivesItsReader()
    {
        using var stdin = new MemoryStream("hello"u8.ToArray());
        using (var first = new StreamReader(TranscriptSource.Open("-", stdin), Encoding.UTF8))
            Assert.Equal("hello", first.ReadToEnd());
        using var second = TranscriptSource.Open("-", stdin);
        Assert.Equal(-1, second.ReadByte());
    }
}

using System.Buffers;
using System.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

public sealed class YamlEndTests
{
    [Fact]
    public void TheEndMarkerEndsTheDocument()
    {
        var json = new ArrayBufferWriter<byte>();
        Assert.True(YamlSubset.TryConvert("text: |\n  one\n  ...\nversion: 1\n...\n"u8, json, out _));
        Assert.Equal("""{"text":"one\n...\n","version":1}""", Encoding.UTF8.GetString(json.WrittenSpan));
    }
}

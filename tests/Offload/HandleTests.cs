using System.Buffers;
using System.Text;
using Pith.Offload;
using Pith.Store;

namespace Pith.Tests.Offload;

public sealed class HandleTests
{
    private static readonly BlobHash Hash = BlobHash.Of("content"u8);

    [Theory]
    [InlineData("pith:ed7002b439e9ac84")]
    [InlineData("ed7002b439e9ac84")]
    [InlineData("ED7002B4")]
    [InlineData(" [pith:ed7002b439e9ac84] ")]
    [InlineData("`pith:ed7002b4`")]
    public void ReadsWhatPeopleAndModelsWrite(string text)
    {
        Assert.True(Handle.TryParse(text, out var prefix));
        Assert.StartsWith(prefix, Hash.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pith:")]
    [InlineData("pith:ed7002b")]
    [InlineData("pith:ed7002b439e9ac8g")]
    [InlineData("../../etc/passwd")]
    public void RefusesWhatIsNone(string text) => Assert.False(Handle.TryParse(text, out _));

    [Fact]
    public void WritesWhatItReads()
    {
        var writer = new ArrayBufferWriter<byte>();
        Handle.Write(Hash, writer);
        Assert.Equal(Handle.Format(Hash), Encoding.UTF8.GetString(writer.WrittenSpan));
        Assert.True(Handle.TryParse(Handle.Format(Hash), out var prefix));
        Assert.Equal(Hash.ToString()[..Handle.Digits], prefix);
    }

    [Theory]
    [InlineData("Read", """{"limit":5,"file_path":"src/a.cs"}""", "[Read src/a.cs · 812 lines, 31204 bytes · pith recall pith:ed7002b439e9ac84]")]
    [InlineData("exec_command", """{"command":["bash","-lc","ls -la\nsrc"]}""", "[exec_command ls -la src · 812 lines, 31204 bytes · pith recall pith:ed7002b439e9ac84]")]
    [InlineData("Grep", """{"path":"src","pattern":"Dete\"ct"}""", "[Grep Dete\"ct · 812 lines, 31204 bytes · pith recall pith:ed7002b439e9ac84]")]
    [InlineData("Bash", "not json", "[Bash · 812 lines, 31204 bytes · pith recall pith:ed7002b439e9ac84]")]
    [InlineData("", "", "[812 lines, 31204 bytes · pith recall pith:ed7002b439e9ac84]")]
    [InlineData("", """{"q":"\ud800 x","command":"go"}""", "[go · 812 lines, 31204 bytes · pith recall pith:ed7002b439e9ac84]")]
    public void TheLineNamesWhatItStandsFor(string tool, string arguments, string expected)
    {
        var writer = new ArrayBufferWriter<byte>();
        var context = new PreviewContext { Tool = Encoding.UTF8.GetBytes(tool), Arguments = Encoding.UTF8.GetBytes(arguments) };
        HandleLine.Write(Hash, in context, 812, 31204, writer);
        Assert.Equal(expected, Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    [Fact]
    public void TheLineStaysWithinItsBoundWhateverTheNames()
    {
        var writer = new ArrayBufferWriter<byte>();
        var context = new PreviewContext { Tool = Encoding.UTF8.GetBytes(new string('漢', 100)), Path = Encoding.UTF8.GetBytes(new string('é', 300)) };
        Assert.InRange(HandleLine.Write(Hash, in context, long.MaxValue, long.MaxValue, writer), 1, HandleLine.MaxBytes);
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(writer.WrittenSpan);
        Assert.DoesNotContain((byte)'\n', writer.WrittenSpan.ToArray());
    }
}

using System.Buffers;
using System.Text;
using Pith.Offload;
using Pith.Store;

namespace Pith.Tests.Fuzz;

/// <summary>Previews of anything: never longer than allowed, the same twice, and the handle always whole.</summary>
public sealed class PreviewFuzzer
{
    [Fact]
    public void AnyContentAtAnySize()
    {
        using var memory = new GuardedMemory(4 * 1024 * 1024);
        FuzzRun.Over(400, random =>
        {
            using var all = new MemoryStream();
            for (var i = random.Next(200); i >= 0; i--)
            {
                all.Write(FuzzText.Any(random));
                all.WriteByte((byte)(random.Next(3) == 0 ? ' ' : '\n'));
            }

            var content = all.ToArray();
            var arguments = random.Next(2) == 0 ? Encoding.UTF8.GetBytes("""{"pattern":"camelCase","path":"src/a.cs"}""") : FuzzText.Any(random);
            var most = random.Next(2) == 0 ? Preview.MaxBytes : random.Next(Preview.MaxBytes);
            var hash = BlobHash.Of(content);
            var first = Of(memory.AtEnd(content), arguments, most, hash);
            Assert.InRange(first.Length, 0, most);
            Assert.Equal(first, Of(memory.AtStart(content), arguments, most, hash));
            if (content.Length > most && most > 200)
                Assert.Contains(Handle.Format(hash), Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        });
    }

    private static byte[] Of(ReadOnlySpan<byte> content, byte[] arguments, int most, BlobHash hash)
    {
        var writer = new ArrayBufferWriter<byte>();
        Preview.Write(content, new PreviewContext { Tool = "Grep"u8, Arguments = arguments, Hash = hash }, most, writer);
        return writer.WrittenSpan.ToArray();
    }
}

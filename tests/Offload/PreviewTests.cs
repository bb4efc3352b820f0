using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Offload;
using Pith.Store;

namespace Pith.Tests.Offload;

public sealed class PreviewTests
{
    [Fact]
    public void NeverLongerThanAllowedAndDeterministic() =>
        Prop.ForAll<byte[], int, bool>((bytes, max, withHash) =>
        {
            // Repeated, so that most inputs are longer than what is allowed.
            var content = Enumerable.Repeat(bytes, 40).SelectMany(b => b.Append((byte)(b.Length % 3 == 0 ? '\n' : ' '))).ToArray();
            var limit = Math.Abs(max % 700);
            var preview = Of(content, limit, withHash ? BlobHash.Of(content) : null);
            return preview.Length <= limit && preview.AsSpan().SequenceEqual(Of(content, limit, withHash ? BlobHash.Of(content) : null));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ValidTextStaysValid()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Prop.ForAll<NonNull<string>, int>((text, max) =>
        {
            var clean = text.Get.EnumerateRunes().Aggregate("", (s, r) => s + r + (r.Value % 7 == 0 ? "\n" : "é漢🙂"));
            var content = strict.GetBytes(string.Concat(Enumerable.Repeat(clean, 30)));
            strict.GetString(Of(content, Math.Abs(max % 3000), BlobHash.Of(content)));
            return true;
        }).QuickCheckThrowOnFailure();
    }

    internal static byte[] Of(byte[] content, int max, BlobHash? hash, string tool = "", string arguments = "", string path = "", bool isError = false)
    {
        var writer = new ArrayBufferWriter<byte>();
        var context = new PreviewContext
        {
            Tool = Encoding.UTF8.GetBytes(tool),
            Arguments = Encoding.UTF8.GetBytes(arguments),
            Path = Encoding.UTF8.GetBytes(path),
            IsError = isError,
            Hash = hash,
        };
        var written = Preview.Write(content, in context, max, writer);
        Assert.Equal(writer.WrittenCount, written);
        return writer.WrittenSpan.ToArray();
    }
}

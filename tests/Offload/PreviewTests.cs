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

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public void WhatFitsIsLeftAsItIsSoAPreviewOfAPreviewIsItself(int length)
    {
        var content = Store.Samples.Text(length, seed: 1);
        Assert.Equal(content, Of(content, 8192, BlobHash.Of(content)));
        var preview = Of(content, 4000, BlobHash.Of(content));
        Assert.Equal(preview, Of(preview, 4000, BlobHash.Of(preview)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(8192)]
    public void EndsWithTheHandleAndUsesItsRoom(int max)
    {
        var content = Store.Samples.Text(100_000, seed: 2);
        var preview = Of(content, max, BlobHash.Of(content), "Bash", """{"command":"make"}""");
        Assert.EndsWith($"pith recall {Handle.Format(BlobHash.Of(content))}]", Encoding.UTF8.GetString(preview), StringComparison.Ordinal);
        Assert.InRange(preview.Length, max * 3 / 4, max);
    }

    [Fact]
    public void GapsSayExactlyWhatIsLeftOut()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 900).Select(i => i % 300 == 0 ? $"error {i}\n" : $"step number {i}\n")));
        var next = 1;
        foreach (var line in Encoding.UTF8.GetString(Of(content, 1500, null)).TrimEnd('\n').Split('\n'))
            if (line.StartsWith('…'))
            {
                var words = line.Split(' ', ',', '-').Where(w => int.TryParse(w, out _)).Select(int.Parse).ToArray();
                Assert.Equal(next, words[1]);
                Assert.Equal(words[0], words[^1] - words[1] + 1);
                next = words[^1] + 1;
            }
            else
            {
                Assert.EndsWith($" {next}", line, StringComparison.Ordinal);
                next++;
            }

        Assert.Equal(901, next);
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void ShowsWhatMatters(string name, string arguments, string path, string content, string[] expected)
    {
        foreach (var max in new[] { 1500, 8192 })
        {
            var preview = Encoding.UTF8.GetString(Of(Encoding.UTF8.GetBytes(content), max, BlobHash.Of("x"u8), "tool", arguments, path));
            foreach (var line in expected)
                Assert.True(preview.Contains(line, StringComparison.Ordinal), $"{name} at {max}: no '{line}' in\n{preview}");
        }
    }

    /// <summary>Long outputs, each with the lines that a reader of a preview must find.</summary>
    public static TheoryData<string, string, string, string, string[]> Outputs()
    {
        static string Lines(int count, string text) => string.Concat(Enumerable.Range(1, count).Select(i => $"{text} {i} of the run at 0x{i * 7919:x8}\n"));
        static string Body(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"        total += Step({i}, total);\n"));
        return new()
        {
            {
                "compiler", """{"command":"dotnet build"}""", "",
                Lines(300, "  Restored project") + "src/A.cs(12,5): error CS0103: The name 'foo' does not exist\n" + Lines(300, "  Copying file") + "Build FAILED.\n    1 Error(s)\n",
                ["src/A.cs(12,5): error CS0103", "Build FAILED.", "1 Error(s)"]
            },
            {
                "exit code in the middle", "", "",
                Lines(200, "noise") + "Process exited with code 137\n" + Lines(400, "noise"),
                ["Process exited with code 137"]
            },
            {
                "stack trace", """{"command":"python run.py"}""", "",
                Lines(400, "INFO handled request") + "Traceback (most recent call last):\n  File \"run.py\", line 3, in <module>\n    main()\nValueError: bad header\n" + Lines(400, "INFO handled request"),
                ["Traceback (most recent call last):", "File \"run.py\", line 3", "ValueError: bad header"]
            },
            {
                "a failure among passes", """{"command":"npm test"}""", "",
                Lines(500, "  ✓ renders item") + "  ✗ renders the empty list\n    expected 0 to be 1\n" + Lines(500, "  ✓ renders item") + "Tests: 1 failed, 1000 passed\n",
                ["✗ renders the empty list", "expected 0 to be 1", "Tests: 1 failed, 1000 passed"]
            },
            {
                "what was searched for", """{"command":"cat log | grep -v debug", "query":"sessionTimeout"}""", "",
                Lines(700, "value") + "config sessionTimeout = 30\n" + Lines(700, "value"),
                ["config sessionTimeout = 30"]
            },
            {
                "the outline of a file", """{"file_path":"src/Order.cs"}""", "src/Order.cs",
                "using System;\n\nnamespace Shop;\n\npublic sealed class Order\n{\n    public int Total(int start)\n    {\n" + Body(150) + "    }\n\n    private static bool IsError(string text)\n    {\n"
                    + Body(150) + "    }\n}\n\ninternal enum State { Open, Closed }\n" + Body(100),
                ["namespace Shop;", "public sealed class Order", "public int Total(int start)", "private static bool IsError(string text)", "internal enum State"]
            },
            {
                "one line of JSON", """{"query":"shippingAddress"}""", "",
                "{\"items\":[" + string.Concat(Enumerable.Range(1, 2000).Select(i => $"{{\"id\":{i},\"name\":\"item\"}},")) + "{\"shippingAddress\":\"Elm Street\"},"
                    + string.Concat(Enumerable.Range(1, 2000).Select(i => $"{{\"id\":{i},\"name\":\"item\"}},")) + "{}],\"exit_code\":3}",
                ["{\"items\":[", "\"shippingAddress\":\"Elm Street\"", "\"exit_code\":3}", " bytes …"]
            },
            {
                "each file of a search", """{"pattern":"total"}""", "",
                string.Concat(Enumerable.Range(1, 9).Select(f => string.Concat(Enumerable.Range(1, 60).Select(i => $"src/file{f}.cs:{i}: total += {i}\n")))),
                ["src/file1.cs:1:", "src/file5.cs:1:", "src/file9.cs:1:"]
            },
        };
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

using System.Text;
using Pith.Agents;
using Pith.Compaction;
using Pith.Compaction.Restores;
using Pith.Conversations;
using Pith.Offload;
using Pith.Providers;
using Pith.Tests.Conversations;
using Pith.Tests.Providers;
using Pith.Transcripts;

namespace Pith.Tests.Compaction.Restores;

/// <summary>Compact, write, read back, undo: what had been there is there again.</summary>
public sealed class ContextRestoreTests
{
    // A picture of one pixel, so that the request may be sent with it.
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void EveryPreviewComesBackToTheByte()
    {
        using var index = Work();
        var compacted = Compactor.Compact(index, new Policy { Budget = 30_000, Tiers = Tiers.Admission | Tiers.Micro }, new MessagesWriter());
        Assert.True(compacted.Fits);
        using var read = MessageList.Index(MessageList.Of(compacted.Bytes));
        var contents = compacted.Plan.Cited.ToDictionary(c => Handle.Of(c.Span)[5..]);
        var restored = ContextRestore.Of(read, _ => true, digits => contents[digits]);
        Assert.True(restored.Places >= 8, $"{restored.Places}");
        Assert.Empty(restored.Left);
        Assert.Equal(Texts(index), restored.View.Messages.SelectMany(m => m.Blocks).Select(b => Encoding.UTF8.GetString(b.Text.Span)));
        Assert.Equal([], MessagesRules.Broken(Written(restored.View)));
    }

    [Theory]
    [InlineData(12_000)]
    [InlineData(4_000)]
    [InlineData(1_500)]
    [InlineData(700)]
    public void WhateverWasCutEveryLineIsThereAgain(int budget)
    {
        using var index = Work();
        var compacted = Compactor.Compact(index, new Policy { Budget = budget }, new MessagesWriter());
        Assert.True(compacted.Fits);
        using var read = MessageList.Index(MessageList.Of(compacted.Bytes));
        var contents = compacted.Plan.Cited.ToDictionary(c => Handle.Of(c.Span)[5..]);
        var restored = ContextRestore.Of(read, _ => true, digits => contents[digits]);
        var text = string.Join('\n', restored.View.Messages.SelectMany(m => m.Blocks).Select(b => Encoding.UTF8.GetString(b.Text.Span)));
        for (var i = 0; i < 8; i++)
            for (var n = 0; n < 400; n += 7)
                Assert.Contains($"value {n} of part {i} is {n * 31}", text, StringComparison.Ordinal);
        Assert.Equal([], MessagesRules.Broken(Written(restored.View)));
    }

    [Fact]
    public void OnlyWhatIsNamedComesBack()
    {
        using var index = new Script().User("look").Call("Read", "{}", "a").Result("a", Line("one")).Call("Read", "{}", "b").Result("b", Line("two")).Seal();
        var restored = ContextRestore.Of(index, digits => digits == Handle.Of("two"u8)[5..], _ => "two"u8.ToArray());
        Assert.Equal(Handle.Of("two"u8)[5..], Assert.Single(restored.Handles));
        Assert.Equal(Handle.Of("one"u8)[5..], Assert.Single(restored.Left));
        Assert.Equal(Line("one"), Encoding.UTF8.GetString(restored.View.Messages[2].Blocks[0].Text.Span));
        Assert.Equal("two", Encoding.UTF8.GetString(restored.View.Messages[4].Blocks[0].Text.Span));
    }

    [Fact]
    public void WhatAPreviewStoodForMayBeAPreview()
    {
        using var index = new Script().User("look").Call("Read", "{}", "a").Result("a", Line("inner " + Line("core"))).Seal();
        var restored = ContextRestore.Of(index, _ => true, digits => Encoding.UTF8.GetBytes(digits == Handle.Of("core"u8)[5..] ? "core" : "inner\n" + Line("core")));
        Assert.Equal("core", Encoding.UTF8.GetString(restored.View.Messages[2].Blocks[0].Text.Span));
        Assert.Equal(2, restored.Places);
    }

    [Fact]
    public void APictureIsAPictureAgain()
    {
        using var index = new Script().User($"[pith: picture image/png, {Pixel.Length} characters of base64 in {Handle.Of(Encoding.ASCII.GetBytes(Pixel))}]").Seal();
        var block = Assert.Single(ContextRestore.Of(index, _ => true, _ => Encoding.ASCII.GetBytes(Pixel)).View.Messages[0].Blocks);
        Assert.Equal((BlockKind.Image, "image/png", Pixel), (block.Kind, Encoding.ASCII.GetString(block.Extra.Span), Encoding.ASCII.GetString(block.Text.Span)));
    }

    private static string Line(string whole) => $"[Read · 1 line, {whole.Length} bytes · pith recall {Handle.Of(Encoding.UTF8.GetBytes(whole))}]";

    private static ContextIndex Work()
    {
        var script = new Script().User("Find the fault. Never touch the tests.");
        for (var i = 0; i < 8; i++)
            script.Call("Read", $$"""{"file_path":"src/part{{i}}.cs"}""", $"c{i}").Result($"c{i}", string.Join('\n', Enumerable.Range(0, 400).Select(n => $"value {n} of part {i} is {n * 31}")));
        return script.Assistant("It is in part 3.").User("Then mend it.").Seal();
    }

    private static string[] Texts(ContextIndex index)
    {
        var texts = new string[index.Blocks.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Encoding.UTF8.GetString(index.Text(i));
        return texts;
    }

    private static ReadOnlyMemory<byte> Written(View view)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new MessagesWriter().Write(view, output);
        return output.WrittenMemory;
    }
}

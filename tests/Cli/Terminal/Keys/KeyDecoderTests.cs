using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Terminal.Keys;

namespace Pith.Tests.Cli.Terminal.Keys;

public sealed class KeyDecoderTests
{
    private static readonly string[] Inputs = ["a", "word", "ä", "漢", "👩‍👩‍👧", "\r", "\n", "\t", "\u007F", "\u0003", "\e[A", "\e[1;5C", "\eOH", "\e[3~", "\e[Z", "\e\r", "\eb", "\e[13;2u", "\e[27;2;13~", "\e[200~p\rq\e[201~", "\e[I"];

    [Theory]
    [InlineData("a", "Text:a")]
    [InlineData("漢é", "Text:漢é")]
    [InlineData("\r", "Enter")]
    [InlineData("\n", "NewLine")]
    [InlineData("\e\r", "NewLine")]
    [InlineData("\e[13;2u", "NewLine")]
    [InlineData("\e[27;2;13~", "NewLine")]
    [InlineData("\e[13u", "Enter")]
    [InlineData("\t", "Tab")]
    [InlineData("\e[Z", "BackTab")]
    [InlineData("\e[9;2u", "BackTab")]
    [InlineData("\u007F", "Backspace")]
    [InlineData("\e\u007F", "Backspace Alt")]
    [InlineData("\u0003", "Control:c")]
    [InlineData("\e[99;5u", "Control:c")]
    [InlineData("\e[27u", "Escape")]
    [InlineData("\u001F", "Control:_")]
    [InlineData("\e[A", "Up")]
    [InlineData("\eOA", "Up")]
    [InlineData("\e[1;5D", "Left Control")]
    [InlineData("\e\e[D", "Left Alt")]
    [InlineData("\e[H", "Home")]
    [InlineData("\e[4~", "End")]
    [InlineData("\e[3~", "Delete")]
    [InlineData("\eb", "Text:b Alt")]
    [InlineData("\e[200~one\rtwo\e[201~x", "Paste:one\ntwo|Text:x")]
    [InlineData("\e[200~\e[31mred\e[0m\e[201~", "Paste:red")]
    [InlineData("\e[99~", "Unknown")]
    public void BytesAreKeys(string bytes, string keys) => Assert.Equal(keys, Shown(new KeyDecoder().Take(Encoding.UTF8.GetBytes(bytes))));

    [Fact]
    public void HoweverBytesAreCutTheKeysAreTheSame() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(Gen.Elements(Inputs).ListOf().Select(string.Concat)), Arb.From(Gen.Choose(1, 7)), (text, size) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var decoder = new KeyDecoder();
            return Shown(Joined(bytes.Chunk(size).SelectMany(chunk => decoder.Take(chunk)))) == Shown(Joined(new KeyDecoder().Take(bytes))) && !decoder.IsWaiting;
        }));

    [Fact]
    public void AnEscapeAloneIsKnownByTheSilenceBehindIt()
    {
        var decoder = new KeyDecoder();
        Assert.Empty(decoder.Take("\e"u8));
        Assert.True(decoder.IsWaiting);
        Assert.Equal("Escape", Shown(decoder.Flush()));
        Assert.False(decoder.IsWaiting);
    }

    [Fact]
    public void NoBytesBreakIt() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var decoder = new KeyDecoder();
        decoder.Take(bytes);
        decoder.Flush();
        return true;
    }));

    [Fact]
    public void TenMegabytesArePastedInLinearTime()
    {
        var decoder = new KeyDecoder();
        byte[] paste = [.. "\e[200~"u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a line of pasted text\r", 10_000_000 / 22))), .. "\e[201~"u8];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var keys = paste.Chunk(4096).SelectMany(chunk => decoder.Take(chunk)).ToList();
        Assert.Equal(KeyName.Paste, Assert.Single(keys).Name);
        Assert.Equal(paste.Length - 12, keys[0].Text.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    /// <summary>Runs of letters may come in more pieces, that is all.</summary>
    private static List<Key> Joined(IEnumerable<Key> keys)
    {
        var joined = new List<Key>();
        foreach (var key in keys)
            if (key is { Name: KeyName.Text, Held: Held.None } && joined is [.., { Name: KeyName.Text, Held: Held.None } last])
                joined[^1] = last with { Text = last.Text + key.Text };
            else
                joined.Add(key);
        return joined;
    }

    private static string Shown(IReadOnlyList<Key> keys) =>
        string.Join('|', keys.Select(k => $"{k.Name}{(k.Text.Length > 0 ? $":{k.Text}" : "")}{(k.Held == Held.None || k.Name is KeyName.NewLine or KeyName.BackTab ? "" : $" {k.Held}")}"));
}

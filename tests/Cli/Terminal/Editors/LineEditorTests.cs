using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Keys;

namespace Pith.Tests.Cli.Terminal.Editors;

public sealed class LineEditorTests
{
    private const string Left = "\e[D", Right = "\e[C", Up = "\e[A", Down = "\e[B", Back = "\u007F";

    [Theory]
    [InlineData("abc" + Left + "X", "abX|c")]
    [InlineData("abc\u0001X\u0005Y", "XabcY|")]
    [InlineData("one two\u0017", "one |")]
    [InlineData("one two\u0017\u0019\u0019", "one twotwo|")]
    [InlineData("one two\eb\u000B", "one |")]
    [InlineData("one two\u0015", "|")]
    [InlineData("one two\eb\u0015", "|two")]
    [InlineData("one-two\e" + Back, "one-|")]
    [InlineData("a\e\rb" + Up + "X", "aX|\nb")]
    [InlineData("long line\nx" + Up + "X" + Down + "Y", "lXong line\nxY|")]
    [InlineData("a\nb\u0001" + Back, "a|b")]
    [InlineData("e\u0301漢👩‍👩‍👧" + Back, "e\u0301漢|")]
    [InlineData("e\u0301漢👩‍👩‍👧" + Back + Back + Back, "|")]
    [InlineData("e\u0301x" + Left + Left + "Z", "Z|e\u0301x")]
    [InlineData("abc\u0001\e[3~", "|bc")]
    [InlineData("abc\u0001\u0004", "|bc")]
    [InlineData("ab cd\e[1;5D\e[1;5D\e[1;5C!", "ab!| cd")]
    [InlineData("abc\u0017\u001F", "abc|")]
    [InlineData("a\e[200~b\r\nc\e[201~d", "ab\ncd|")]
    public void KeysEdit(string keys, string text)
    {
        var editor = new LineEditor(new Pastes());
        Type(editor, keys);
        Assert.Equal(text, editor.Text.Insert(editor.Cursor, "|"));
    }

    [Fact]
    public void ALargePasteIsAPlaceholderAndOneKeyRemovesIt()
    {
        var pastes = new Pastes();
        var editor = new LineEditor(pastes);
        var large = string.Concat(Enumerable.Repeat("a line\n", 2000));
        Type(editor, "see ");
        editor.Take(new Key(KeyName.Paste, large));
        Assert.Equal("see [paste #1: 14 kB, 2001 lines]", editor.Text);
        Type(editor, " end");
        Assert.Equal($"see {large} end", pastes.Expand(editor.Text));
        Type(editor, Back + Back + Back + Back + Back);
        Assert.Equal("see ", editor.Text);
        Assert.Equal("[paste #9: no such] x", pastes.Expand("[paste #9: no such] x"));
    }

    [Fact]
    public void TheCursorIsAlwaysInTheText() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(Gen.Elements("a", "b c", "漢", "\n", "👍🏽", "\e\r", Left, Right, Up, Down, Back, "\e[3~", "\u0001", "\u0005", "\u000B", "\u0015", "\u0017", "\u0019", "\u001F", "\eb", "\ef", "\ed").ListOf()), keys =>
        {
            var editor = new LineEditor(new Pastes());
            foreach (var key in keys)
            {
                Type(editor, key);
                var view = EditorView.Of(editor.Text, editor.Cursor, 20, 5);
                if (editor.Cursor < 0 || editor.Cursor > editor.Text.Length || view.Rows.Any(r => r.Width > 19) || view.Cursor.Row >= view.Rows.Count || view.Cursor.Column > 19)
                    return false;
            }

            return true;
        }));

    [Fact]
    public void ALongTextIsShownAroundTheCursor()
    {
        var text = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"line {i}"));
        var view = EditorView.Of(text, text.IndexOf("line 25", StringComparison.Ordinal), 40, 5);
        Assert.Equal(["  line 23", "  line 24", "  line 25", "  line 26", "  line 27"], view.Rows.Select(r => r.ToString()));
        Assert.Equal((2, 2), view.Cursor);
    }

    private static void Type(LineEditor editor, string keys)
    {
        foreach (var key in new KeyDecoder().Take(Encoding.UTF8.GetBytes(keys)))
            editor.Take(key);
    }
}

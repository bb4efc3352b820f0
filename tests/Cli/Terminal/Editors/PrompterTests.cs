using System.Text;
using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Keys;

namespace Pith.Tests.Cli.Terminal.Editors;

public sealed class PrompterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\e[A", "> second")]
    [InlineData("\e[A\e[A", "> first")]
    [InlineData("draft\e[A\e[B", "> draft")]
    [InlineData("\u0012fir\u001b[C", "> first")]
    [InlineData("\u0012s\u0012", "search s: first")]
    [InlineData("\u0012no such", "search no such: nothing")]
    [InlineData("draft\u0012fir\u0007", "> draft")]
    [InlineData("one\\\rtwo", "> one|  two")]
    [InlineData("/hel\t", "> /help ")]
    [InlineData("see @al\t", "> see @alpha/")]
    [InlineData("@alpha/\t", "> @alpha/bet|@alpha/bet.txt @alpha/better.txt")]
    [InlineData("@\t", "> @|@alpha/ @ä.txt")]
    [InlineData("@.h\t", "> @.hidden ")]
    public void KeysLookBackAndComplete(string keys, string shown)
    {
        Directory.CreateDirectory(_folder.Place("alpha"));
        foreach (var name in (string[])["alpha/bet.txt", "alpha/better.txt", "ä.txt", ".hidden", "with blank", "ev\eil"])
            _folder.File(name, []);
        var history = new InputHistory(null);
        history.Add("first");
        history.Add("second");
        var prompter = new Prompter(history, new Completer(_folder.Path));
        foreach (var key in new KeyDecoder().Take(Encoding.UTF8.GetBytes(keys)))
            prompter.Take(key);
        var view = string.Join('|', prompter.View(60, 5).Rows);
        Assert.Equal(shown, prompter.Choices.Count > 0 ? $"{view}|{string.Join(' ', prompter.Choices)}" : view);
    }

    [Theory]
    [InlineData("x\r", nameof(PromptEffect.Send))]
    [InlineData("\r", nameof(PromptEffect.None))]
    [InlineData("\u0003", nameof(PromptEffect.Interrupt))]
    [InlineData("\u0004", nameof(PromptEffect.Leave))]
    [InlineData("x\u0001\u0004", nameof(PromptEffect.None))]
    [InlineData("\u001A", nameof(PromptEffect.Suspend))]
    [InlineData("\u000C", nameof(PromptEffect.Redraw))]
    [InlineData("\e[Z", nameof(PromptEffect.CycleMode))]
    public void KeysHaveEffects(string keys, string effect)
    {
        var prompter = new Prompter(new InputHistory(null), new Completer(_folder.Path));
        Assert.Equal(effect, new KeyDecoder().Take(Encoding.UTF8.GetBytes(keys)).Select(prompter.Take).ToList()[^1].ToString());
    }
}

using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Fronts;
using Pith.Tools.Questions;

namespace Pith.Tests.Cli.Terminal.Fronts;

/// <summary>A live area whose terminal goes away.</summary>
public sealed class InlineFrontTests
{
    private static readonly UserQuestion Question = new("Which?", "", [], TakesSeveral: false);

    [Fact]
    public async Task AQuestionBehindTheEndOfTheTerminalIsNotWaitedFor()
    {
        var terminal = new FakeTerminal(60, 20) { IsBroken = true };
        var front = new InlineFront(terminal, new Stage(terminal, new Prompter(new InputHistory(null), new Completer(Path.GetTempPath())), styled: false, TimeSpan.Zero));
        front.Start();
        var cancel = TestContext.Current.CancellationToken;
        Assert.Null(await front.NextAsync().WaitAsync(TimeSpan.FromSeconds(20), cancel));
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => front.AnswerAsync([Question], cancel).WaitAsync(TimeSpan.FromSeconds(20), cancel));
        Assert.ThrowsAny<IOException>(front.Dispose);
        Assert.True(terminal.IsDisposed);
    }
}

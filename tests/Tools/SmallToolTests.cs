using System.Text;
using Pith.Offload;
using Pith.Store;
using Pith.Tools.Questions;
using Pith.Tools.Recalls;
using Pith.Tools.Todos;

namespace Pith.Tests.Tools;

public sealed class SmallToolTests
{
    [Fact]
    public async Task TodosReplaceTheListOrAreRefusedAsAWhole()
    {
        IReadOnlyList<TodoItem>? told = null;
        var tool = new TodoWriteTool(items => told = items);
        Assert.Equal("2 steps: 1 completed, 1 in progress, 0 pending.", await tool.Run("""{"todos":[{"content":"a","status":"completed"},{"content":"b","status":"IN_PROGRESS","activeForm":"doing b"}]}"""));
        Assert.Equal([new TodoItem("a", "completed", ""), new TodoItem("b", "in_progress", "doing b")], told);
        Assert.StartsWith("\"todos[0].status\" must be one of pending, in_progress, completed", await tool.Run("""{"todos":[{"content":"c","status":"later"}]}""", fails: true));
        Assert.StartsWith("\"todos\" is missing", await tool.Run("{}", fails: true));
        Assert.Equal(2, tool.Items.Count);
    }

    [Fact]
    public async Task AHandleIsFollowedByLinesAndPattern()
    {
        using var folder = new WorkFolder();
        var store = new BlobStore(folder["store"]);
        var hash = store.Put(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 50_000).Select(i => $"line {i} é\n"))));
        var tool = new RecallTool(store);
        var handle = Handle.Format(hash);
        Assert.Equal("7:line 7 é\n8:line 8 é\n", await tool.Run($$"""{"handle":"{{handle}}","lines":"7-8"}"""));
        Assert.Equal("776-line 776 é\n777:line 777 é\n778-line 778 é\n", await tool.Run($$"""{"handle":"{{handle}}","pattern":"line 777 ","context":"1"}"""));
        Assert.Equal("No line matches, of 50000 looked at.", await tool.Run($$"""{"handle":"{{handle}}","pattern":"nothing"}"""));
        var whole = await tool.Run($$"""{"handle":"{{handle}}"}""");
        Assert.EndsWith("[Only the first 64 KB are shown; ask for lines or a pattern]", whole);
        Assert.InRange(Encoding.UTF8.GetByteCount(whole), 65_000, 66_000);
        Assert.StartsWith("Nothing is stored under pith:0123456789abcdef.", await tool.Run("""{"handle":"pith:0123456789abcdef"}""", fails: true));
        Assert.StartsWith("\"handle\" must be", await tool.Run("""{"handle":"x"}""", fails: true));
        Assert.StartsWith("\"lines\" must be", await tool.Run($$"""{"handle":"{{handle}}","lines":"9-3"}""", fails: true));
    }

    [Fact]
    public async Task QuestionsAreAskedAndAnswered()
    {
        IReadOnlyList<UserQuestion>? asked = null;
        var tool = new AskUserTool((questions, _) =>
        {
            asked = questions;
            return Task.FromResult<IReadOnlyList<string>?>(["Yes"]);
        });
        Assert.Equal("Go on?\n→ Yes\n", await tool.Run("""{"questions":[{"question":"Go on?","header":"Go","options":[{"label":"Yes","description":"go"},{"label":"No"}],"multiSelect":"false"}]}"""));
        Assert.Equal([new UserOption("Yes", "go"), new UserOption("No", "")], asked![0].Options);
        Assert.StartsWith("\"question\" is missing", await tool.Run("{}", fails: true));
        var nobody = new AskUserTool((_, _) => Task.FromResult<IReadOnlyList<string>?>(null));
        Assert.StartsWith("There is no one to ask", await nobody.Run("""{"question":"Go on?"}""", fails: true));
    }
}

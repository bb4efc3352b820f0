using System.Text;
using Pith.Permissions;
using Pith.Tools;

namespace Pith.Tests.Tools;

public sealed class ToolSetTests
{
    [Fact]
    public void ToolsKeepTheOrderTheyWereGivenIn()
    {
        var set = new ToolSet([new Named("Write"), new Named("Bash"), new Named("Read")]);
        Assert.Equal(["Write", "Bash", "Read"], set.Specs.Select(s => s.Name));
        Assert.True(set.TryFind("Bash", out _));
        Assert.False(set.TryFind("bash", out _));
    }

    [Fact]
    public void AToolThatIsNotThereIsAnsweredWithTheNearestAndAll()
    {
        var answer = new ToolSet([new Named("Read"), new Named("Bash")]).Unknown("bash_tool");
        Assert.True(answer.IsError);
        Assert.Equal("There is no tool called bash_tool. Did you mean Bash? The tools are: Read, Bash.", Encoding.UTF8.GetString(answer.Text.Span));
    }

    [Fact]
    public void TwoToolsOfOneNameAreRefused() =>
        Assert.Throws<ArgumentException>(() => new ToolSet([new Named("Read"), new Named("Read")]));

    private sealed class Named(string name) : ITool
    {
        public ToolSpec Spec { get; } = new(name, "", "{}"u8.ToArray(), ReadOnly: true);

        public IReadOnlyList<Need> Needs(ToolCall call) => [];

        public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel) => Task.FromResult(ToolResult.Done(""));
    }
}

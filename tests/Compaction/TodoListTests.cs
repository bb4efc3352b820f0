using System.Text;
using Pith.Compaction;

namespace Pith.Tests.Compaction;

public sealed class TodoListTests
{
    [Theory]
    [InlineData("""{"todos":[{"content":"A","status":"pending","activeForm":"Doing A"},{"content":"B","status":"completed"},{"content":"C","status":"pending"}]}""", "pending:|A|C|completed:|B")]
    [InlineData("""{"plan":[{"step":"one \"quoted\"","status":"in_progress"}]}""", "in_progress:|one \"quoted\"")]
    [InlineData("""{"todos":[{"description":"no status"}]}""", "listed:|no status")]
    [InlineData("""{"input":"not a list"}""", "")]
    public void EntriesStandUnderTheirStatus(string arguments, string expected) =>
        Assert.Equal(expected, string.Join('|', TodoList.Lines(Encoding.UTF8.GetBytes(arguments))));
}

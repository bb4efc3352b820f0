using Pith.Cli.Verbs;

namespace Pith.Tests.Cli;

public sealed class RecordedFolderTests
{
    [Theory]
    [InlineData("""{"type":"user","cwd":"/home/me/work"}""", "/home/me/work")]
    [InlineData("""{"cwd":"D:\\work\\a"}""", "/d/work/a")]
    [InlineData("""{"cwd":null,"payload":"{\"workdir\":\"/srv/b\"}"}""", "/srv/b")]
    [InlineData("""{ "state": { "working_dir": "/testbed" } }""", "/testbed")]
    [InlineData("""{"working_dir":"/first"}{"cwd":"/second"}""", "/second")]
    [InlineData("""{"cwd":"relative"}""", null)]
    [InlineData("""{}""", null)]
    public void SessionSaysWhereItStood(string text, string? folder) => Assert.Equal(folder, RecordedFolder.Of(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));
}

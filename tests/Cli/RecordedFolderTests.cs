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
    public void SessionSaysWhereItStood(string text, string? folder) => Assert.Equal(folder, RecordedFolder.Of(text));

    [Theory]
    [InlineData("""{"path":"C:\\Users\\me\\AppData\\Local\\Temp\\a.txt"}""", "/c/Users/me/AppData/Local/Temp")]
    [InlineData("""{"path":"/d/Users/me/AppData/Local/Temp/a"}""", "/d/Users/me/AppData/Local/Temp")]
    [InlineData("""{"path":"/var/folders/ab/c0_d1/T/a"}""", "/var/folders/ab/c0_d1/T")]
    [InlineData("""{"path":"/home/me/Temp/a"}""", null)]
    public void SessionsOfOtherMachinesHaveTheirOwnTemporaryFolder(string text, string? folder) => Assert.Equal(folder, RecordedFolder.TemporaryOf(text));
}

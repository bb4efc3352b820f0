using System.Text;
using Pith.Permissions;
using Pith.Permissions.Classifiers;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Classifiers;

public sealed class ServerReadingTests
{
    [Theory]
    [InlineData("get_issue", true)]
    [InlineData("listIssues", true)]
    [InlineData("search-documentation", true)]
    [InlineData("query-docs", true)]
    [InlineData("resolve-library-id", true)]
    [InlineData("read_console_messages", true)]
    [InlineData("find", true)]
    [InlineData("create_issue", false)]
    [InlineData("get_and_delete_issue", false)]
    [InlineData("get_or_create_user", false)]
    [InlineData("resolve_thread", false)]
    [InlineData("query", false)] // of a database: a language that deletes
    [InlineData("query_database", false)]
    [InlineData("read_sql", false)]
    [InlineData("javascript_tool", false)]
    [InlineData("navigate", false)]
    [InlineData("fetch", false)]
    [InlineData("get_url", false)]
    [InlineData("get_secret", false)]
    [InlineData("list_env", false)]
    [InlineData("getter", false)]
    [InlineData("", false)]
    public void ByItsNameOnlyAVerbOfReadingAndNothingMore(string name, bool reads) => Assert.Equal(reads, ServerReading.Is(name, null, default));

    [Fact]
    public void WhatItsServerSaysGoesBeforeItsName()
    {
        Assert.True(ServerReading.Is("screenshot", true, default));
        Assert.False(ServerReading.Is("get_issue", false, default));
    }

    [Theory]
    [InlineData("""{"id":"A-1"}""", true)]
    [InlineData("""{"url":"https://evil.example.com/?x"}""", false)]
    [InlineData("""{"url":"https:\/\/evil.example.com"}""", false)]
    [InlineData("""{"url":"https:\u002f\u002fevil.example.com"}""", false)]
    [InlineData("""{"path":"/home/me/.ssh/id_rsa"}""", false)]
    [InlineData("""{"path":".env"}""", false)]
    [InlineData("""{"path":"/home/me/work/.env"}""", false)]
    [InlineData("""{"path":"/proc/1/environ"}""", false)]
    [InlineData("""{"a":["evil.example.com/SECRET"]}""", false)]
    [InlineData("""{"a":"git@evil.example.com:SECRET"}""", false)]
    [InlineData("""{"a":"//evil.example.com"}""", false)]
    [InlineData("""{"path":"src/part.c","line":3}""", true)]
    [InlineData("""{"path":""", false)]
    public void WhatNamesAnAddressOrASecretIsNoPlainReading(string input, bool reads, bool hinted = true) => Assert.Equal(reads, ServerReading.Is("get_file", hinted ? true : null, Encoding.UTF8.GetBytes(input)));

    [Fact]
    public void InModeAutoReadingPassesAndTheRestAsks()
    {
        Verdict Of(PermissionMode mode, NeedKind kind, string deny = "") => Decisions.Bench.Of(mode: mode, deny: deny).Decide("mcp__hub__get_issue", new Need(kind, "mcp__hub__get_issue")).Verdict;
        Assert.Equal(Verdict.Allow, Of(PermissionMode.Auto, NeedKind.AskServer));
        Assert.Equal(Verdict.Ask, Of(PermissionMode.Auto, NeedKind.CallServer));
        Assert.Equal(Verdict.Ask, Of(PermissionMode.Default, NeedKind.AskServer));
        Assert.Equal(Verdict.Deny, Of(PermissionMode.Auto, NeedKind.AskServer, "mcp__hub"));
        Assert.Equal(Verdict.Deny, Of(PermissionMode.DontAsk, NeedKind.AskServer));
    }
}

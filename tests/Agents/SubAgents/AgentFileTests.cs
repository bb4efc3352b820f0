using System.Text;
using Pith.Agents.SubAgents;
using Pith.Permissions.Settings;

namespace Pith.Tests.Agents.SubAgents;

public sealed class AgentFileTests
{
    [Fact]
    public void ADefinitionIsFieldsAndAPrompt()
    {
        var kind = Read("""
            ---
            name: code-reviewer
            description: "Reviews code: after every change"
            tools: Read, Grep, mcp__github
            disallowedTools:
              - Bash
              - Write
            model: haiku
            permissionMode: plan
            maxTurns: 12
            isolation: worktree
            color: blue
            ---

            You review code.

            - be kind
            """);
        Assert.Equal(("code-reviewer", "Reviews code: after every change", "You review code.\n\n- be kind"), (kind.Name, kind.Description, kind.Prompt));
        Assert.Equal(["Read", "Grep", "mcp__github"], kind.Tools!);
        Assert.Equal(["Bash", "Write"], kind.Without);
        Assert.Equal(("haiku", true, 12, true), (kind.Model, kind.OnlyReads, kind.MostTurns, kind.HasWorktree));
    }

    [Fact]
    public void WhatIsNotSaidIsInherited()
    {
        var kind = Read("---\r\nname: a\r\ndescription: it goes on\r\n  in the next line\r\ntools: \"*\"\r\nmodel: inherit\r\n---\r\nx");
        Assert.Equal((null, null, null, false, false, "it goes on in the next line", "x"), (kind.Tools, kind.Model, kind.MostTurns, kind.OnlyReads, kind.HasWorktree, kind.Description, kind.Prompt));
        Assert.Equal(["A", "B"], Read("---\nname: a\ndescription: b\ntools: [A, \"B\"]\n---").Tools!);
    }

    [Theory]
    [InlineData("no fields", "it must begin with a line of ---")]
    [InlineData("---\nname: a", "it must begin with a line of ---")]
    [InlineData("", "it must begin with a line of ---")]
    [InlineData("---\nname: a\n---\nx", "\"description\" is missing")]
    [InlineData("---\ndescription: a\n---\nx", "\"name\" is missing")]
    [InlineData("---\nname: a b\ndescription: c\n---\nx", "the name 'a b' must have letters, digits, - and _ only")]
    public void OneThatIsWrongIsNamed(string text, string sentence)
    {
        var error = Assert.Throws<SettingsException>(() => Read(text)).Message;
        Assert.StartsWith("reviewer.md: ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private static AgentKind Read(string text) => AgentFile.Read(Encoding.UTF8.GetBytes(text), "reviewer.md");
}

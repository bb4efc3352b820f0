using System.Text;
using Pith.Cli.Terminal.Reports;
using Pith.Tools;

namespace Pith.Tests.Cli.Terminal.Reports;

/// <summary>Who agrees to a call has seen it to its end.</summary>
public sealed class WholeCallTests
{
    [Theory]
    [InlineData("Bash", """{"command":"ls","description":"lists"}""", "")]
    [InlineData("Bash", """{"command":"ls\nrm x"}""", "ls|rm x")]
    [InlineData("Bash", """{"command":"frobnicate all of it with many words"}""", "frobnicate all of it with many words")]
    [InlineData("Bash", """{"command":"printf '\u001b[2J' a; rm x\rls"}""", "printf '' a; rm x|ls")]
    [InlineData("Bash", """{"command":"ls","dangerouslyDisableSandbox":true,"run_in_background":false}""", "command: ls|dangerouslyDisableSandbox: true")]
    [InlineData("Bash", """{"command":"echo 漢字漢字漢字漢字漢字"}""", "echo 漢字漢字漢字漢字漢字")]
    [InlineData("Write", """{"file_path":"a.txt","content":"one\ntwo"}""", "")]
    [InlineData("Read", """{"file_path":"a.txt"}""", "")]
    [InlineData("mcp__files__put", """{"path":"a","content":"b\nc","deep":{"x":1}}""", "path: a|content: b|c|deep: {\"x\":1}")]
    [InlineData("mcp__x__y", "no object", "")]
    [InlineData("ExitPlanMode", """{"plan":"a\nb"}""", "")]
    public void WhatItsTitleLeavesOutIsShown(string name, string input, string lines) =>
        Assert.Equal(lines, string.Join('|', WholeCall.Of(new ToolCall("1", name, Encoding.UTF8.GetBytes(input)), 30).Select(line => line.ToString()["  │ ".Length..])));
}

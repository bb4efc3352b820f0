using System.Text;
using Pith.Permissions.Classifiers;
using Pith.Permissions.Scripts;

namespace Pith.Tests.Permissions.Scripts;

/// <summary>What a script for a page may say without a question; the scripts are those of bench/Commands/scripts.txt.</summary>
public sealed class ScriptReadingTests
{
    [Fact]
    public void EveryScriptOfTheTableIsReadAsItIsLabelled()
    {
        var scripts = Labelled().ToArray();
        Assert.True(scripts.Count(s => s.Reads) >= 60 && scripts.Count(s => !s.Reads) >= 250);
        Assert.Equal(scripts.Length, scripts.Distinct().Count());
        Assert.Empty(scripts.Where(s => ScriptReading.OnlyReads(s.Script) != s.Reads).Select(s => $"{(s.Reads ? "read" : "ask")}: {s.Script}"));
    }

    /// <summary>Whatever is cut off, doubled or put between, what passes still names nothing that the table refuses it for.</summary>
    [Fact]
    public void GarbageIsRefusedAndNeverThrows()
    {
        const string signs = "\\`'\"/{}()[]<>!-=.,;:?$\0é\u2028\ud800";
        var random = new Random(49);
        foreach (var (script, reads) in Labelled())
            for (var i = 0; i < 40; i++)
            {
                var damaged = script.ToCharArray();
                damaged[random.Next(damaged.Length)] = signs[random.Next(signs.Length)];
                var text = new string(damaged)[..(random.Next(2) == 0 ? damaged.Length : random.Next(damaged.Length + 1))];
                Assert.True(!ScriptReading.OnlyReads(text) || reads || !text.Contains("fetch('/x')", StringComparison.Ordinal) || !Fetches(text), text);
            }
    }

    [Fact]
    public void WhatIsLongOrDeepIsRefused()
    {
        Assert.True(ScriptReading.OnlyReads($"document.title{new string(' ', 3000)}"));
        Assert.False(ScriptReading.OnlyReads($"document.title{new string(' ', 4000)}"));
        Assert.True(ScriptReading.OnlyReads($"'{new string('x', 150)}'"));
        Assert.False(ScriptReading.OnlyReads($"'{new string('x', 250)}'"));
        Assert.False(ScriptReading.OnlyReads($"document.title /* {new string('x', 250)} */"));
        Assert.False(ScriptReading.OnlyReads(string.Join(';', Enumerable.Repeat($"'{new string('x', 150)}'", 12))));
        foreach (var (open, close) in ((string, string)[])[("(", ")"), ("[", "]"), ("!", ""), ("`${", "}`"), ("{", "}"), ("((a)=>", ")"), ("(()=>{return ", "})")])
            Assert.False(ScriptReading.OnlyReads(string.Concat(Enumerable.Repeat(open, 400)) + "1" + string.Concat(Enumerable.Repeat(close, 400))));
        Assert.False(ScriptReading.OnlyReads(string.Concat(Enumerable.Repeat("(a,", 1300))));
    }

    [Theory]
    [InlineData("javascript_tool", """{"action":"javascript_exec","text":"document.title","tabId":"seed"}""", true)]
    [InlineData("browser_evaluate", """{"function":"() => document.title"}""", true)]
    [InlineData("browser_evaluate", """{"function":"(e) => e.textContent","element":"the heading","ref":"e12"}""", true)]
    [InlineData("evaluate_script", """{"function":"() => document.title"}""", true)]
    [InlineData("browser_evaluate", """{"function":"function () { return document.title }"}""", true)]
    [InlineData("browser_evaluate", """{"function":"document.body.aa"}""", false)] // which would be called
    [InlineData("browser_evaluate", """{"function":"(() => document.body.aa)()"}""", false)]
    [InlineData("browser_evaluate", """{"function":"() => 1, document.body.aa"}""", false)]
    [InlineData("browser_evaluate", """{"function":"() => 1; document.body.aa"}""", false)]
    [InlineData("browser_evaluate", """{"function":"document.body.aa, () => 1"}""", true)]
    [InlineData("puppeteer_evaluate", """{"script":"document.body.aa"}""", true)]
    [InlineData("preview_eval", """{"serverId":"d56ab1db","expression":"document.title"}""", true)]
    [InlineData("puppeteer_evaluate", """{"script":"document.title"}""", true)]
    [InlineData("evaluate", """{"script":"document.title"}""", false)] // of what language?
    [InlineData("browser_run_code", """{"code":"document.title"}""", false)]
    [InlineData("execute_sql", """{"text":"document.title"}""", false)]
    [InlineData("navigate", """{"text":"document.title"}""", false)]
    [InlineData("javascript_tool", """{"text":"fetch('/x')"}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","text":"fetch('/x')"}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","script":"fetch('/x')"}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","action":"navigate"}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","action":1}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","url":"x"}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","tabId":"https://x"}""", false)]
    [InlineData("javascript_tool", """{"text":"document.title","tabId":{"a":1}}""", false)]
    [InlineData("browser_evaluate", """{"function":"() => document.title","filename":"x.md"}""", false)]
    [InlineData("evaluate_script", """{"function":"(e) => e.textContent","args":[{"uid":"1"}]}""", false)]
    [InlineData("javascript_tool", """{"tabId":"seed"}""", false)]
    [InlineData("javascript_tool", """{"text":["document.title"]}""", false)]
    [InlineData("javascript_tool", """["document.title"]""", false)]
    [InlineData("javascript_tool", """{"text":"document.title" """, false)]
    [InlineData("javascript_tool", """{"text":"\ud800"}""", false)]
    [InlineData("javascript_tool", "", false)]
    public void ACallIsKnownByItsToolAndItsFields(string tool, string input, bool reads)
    {
        Assert.Equal(reads, ServerReading.Is(tool, null, Encoding.UTF8.GetBytes(input)));
        // That its server calls the tool one that writes is said of the worst script.
        Assert.Equal(reads, ServerReading.Is(tool, false, Encoding.UTF8.GetBytes(input)));
    }

    [Theory]
    [InlineData("resize_window", """{"preset":"mobile","tabId":"seed"}""", true)]
    [InlineData("tabs_create", "{}", true)]
    [InlineData("computer", """{"action":"screenshot","tabId":"seed"}""", true)]
    [InlineData("preview_logs", """{"serverId":"d56ab1db-8eb3-4036-a181-c153d7f27465","lines":15}""", true)]
    [InlineData("browser_snapshot", "{}", true)]
    [InlineData("tabs_create", """{"url":"x"}""", false)]
    [InlineData("computer", """{"action":"left_click","tabId":"seed"}""", false)]
    [InlineData("computer", """{"tabId":"seed"}""", false)]
    [InlineData("computer", """{"action":"screenshot","text":"x"}""", false)]
    [InlineData("browser_snapshot", """{"filename":"x.md"}""", false)]
    [InlineData("take_screenshot", """{"filePath":"x.png"}""", false)]
    [InlineData("resize_window", """{"preset":"a.b/c"}""", false)]
    [InlineData("tabs_close", """{"tabId":"seed"}""", false)]
    [InlineData("preview_start", """{"name":"website"}""", false)]
    [InlineData("rotate_logs", "{}", false)]
    public void ToolsOfBrowsersThatLookAreKnownByName(string tool, string input, bool reads) => Assert.Equal(reads, ServerReading.Is(tool, null, Encoding.UTF8.GetBytes(input)));

    internal static IEnumerable<(string Script, bool Reads)> Labelled() =>
        File.ReadLines(Path.Combine(Repository.Root, "bench", "Commands", "scripts.txt")).Where(l => l.Length > 0 && !l.StartsWith('#'))
            .Select(l => l.Split('\t', 2)).Select(p => (p[1].Replace("{n}", "\n", StringComparison.Ordinal), p[0] == "read"));

    /// <summary>Damage can make a comment or a text of what was a call.</summary>
    private static bool Fetches(string script) => !script.Contains("//", StringComparison.Ordinal) && !script.Contains('"') && script.Count(c => c == '\'') == 2 && !script.Contains('`') && !script.Contains("/*", StringComparison.Ordinal) && script.Count(c => c == '/') == 1;
}

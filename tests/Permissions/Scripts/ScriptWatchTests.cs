using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pith.Permissions.Scripts;

namespace Pith.Tests.Permissions.Scripts;

/// <summary>Holds the reader against the language itself: what it lets pass runs in node, in a page of traps. Skipped where no node is installed.</summary>
public sealed class ScriptWatchTests
{
    private const int Written = 30_000, MostRun = 2_000;

    [Fact]
    public void NothingThatPassesSpringsATrap()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PITH_FUZZ_SEED"), out var given) ? given : 49;
        var writer = new ScriptWriter(new Random(seed));
        var written = Enumerable.Range(0, Written).Select(_ => writer.Script()).Distinct().ToLookup(ScriptReading.OnlyReads);
        var passed = written[true].Take(MostRun).ToArray();
        Assert.InRange(passed.Length, 500, MostRun);
        var (run, faults) = Watch([.. ScriptReadingTests.Labelled().Where(s => s.Reads).Select(s => s.Script), .. passed]);
        Assert.True(run >= passed.Length);
        Assert.Empty(faults);
        // The grammar writes what the page would notice, and that is among what was refused.
        Assert.InRange(Watch([.. written[false].Take(MostRun / 4)]).Faults.Length, 10, MostRun);
    }

    [Theory]
    [InlineData("fetch('/x')")]
    [InlineData("x = 1")]
    [InlineData("document.cookie")]
    [InlineData("document.title = 1")]
    [InlineData("document.click()")]
    [InlineData("''.sub.constructor('1')()")]
    [InlineData("[].map.constructor('1')()")]
    [InlineData("var q = 1")]
    [InlineData("delete document.title")]
    [InlineData("({}).__proto__.x = 1")]
    [InlineData("[1].map.call([], 1)")]
    [InlineData("[...document][1].push(1)")]
    [InlineData("window.evil")]
    [InlineData("JSON.stringify(document, ['cookie'])")]
    [InlineData("JSON.stringify(document, (k, v) => v.replace('x', ''))")]
    [InlineData("(() => { let a = 1; a/*\n*/++\ndocument.title })()")]
    [InlineData("[document.aa, document.ba, document.ca, document.da, document.ea, document.fa, document.ga].map(v => ({at: v}).at())")]
    [InlineData("[].constructor.prototype.x = 1")]
    [InlineData("[document.aa, document.ba, document.ca, document.da, document.ea, document.fa, document.ga].forEach(v => { if (typeof v === 'function') v() })")]
    public void ThePageOfTrapsCatchesWhatDoesMore(string script) => Assert.Single(Watch([script]).Faults);

    private static (int Run, string[] Faults) Watch(IReadOnlyList<string> scripts)
    {
        Assert.SkipUnless(HasNode(), "node is not installed");
        JsonArray Of(IEnumerable<string> words) => [.. words.Select(w => (JsonNode)w)];
        var task = new JsonObject
        {
            ["names"] = new JsonObject { ["fields"] = Of(ScriptNames.Fields.Concat(ScriptNames.Parts.Select(p => p.Split('.')[1]))), ["calls"] = Of(ScriptNames.Calls), ["callFirst"] = Of(ScriptNames.CallFirst) },
            ["scripts"] = Of(scripts),
        };
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "Permissions", "Scripts", "watch.js")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        node.StandardInput.Write(task.ToJsonString());
        node.StandardInput.Close();
        var answer = node.StandardOutput.ReadToEnd();
        Assert.True(node.WaitForExit(TimeSpan.FromMinutes(2)));
        using var told = JsonDocument.Parse(answer);
        return (told.RootElement.GetProperty("run").GetInt32(), [.. told.RootElement.GetProperty("faults").EnumerateArray().Select(f => f.GetString()!)]);
    }

    private static bool HasNode() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, OperatingSystem.IsWindows() ? "node.exe" : "node")));
}

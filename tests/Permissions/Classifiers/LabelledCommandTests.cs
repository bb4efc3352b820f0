using System.Globalization;
using System.Text;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Permissions.Decisions;

namespace Pith.Tests.Permissions.Classifiers;

/// <summary>Mode auto without a model, on commands that were labelled by hand: bench/Commands/labelled.txt, rules and table in docs/auto-mode.md.</summary>
public sealed class LabelledCommandTests
{
    private static readonly Verdict[] Verdicts = [Verdict.Allow, Verdict.Ask, Verdict.Deny];

    [Fact]
    public void TheTableInTheDocsIsWhatTheClassifierDoes()
    {
        var authority = Decisions.Bench.Of(mode: PermissionMode.Auto);
        var counts = new int[3, 3];
        var wrong = new List<string>();
        foreach (var (label, command) in Labelled())
        {
            var decision = authority.Run(command);
            counts[(int)label, (int)decision.Verdict]++;
            if (decision.Verdict != label)
                wrong.Add($"{label} became {decision.Verdict}: {command} ({decision.Reason})");
        }

        var table = Table(counts);
        TestContext.Current.TestOutputHelper?.WriteLine(table + string.Join('\n', wrong));
        // What it would be worst to be wrong about: that something harmful runs unasked.
        Assert.Equal(0, counts[(int)Verdict.Deny, (int)Verdict.Allow]);
        Assert.InRange(counts[(int)Verdict.Ask, (int)Verdict.Allow], 0, 2);
        if (Environment.GetEnvironmentVariable("PITH_GOLDENS") == "rewrite")
            Rewrite(table);
        Assert.Contains(table, File.ReadAllText(Path.Combine(Repository.Root, "docs", "auto-mode.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingStandsTwice()
    {
        var commands = Labelled().Select(l => l.Command).ToArray();
        Assert.True(commands.Length >= 400);
        Assert.Equal(commands.Length, commands.Distinct().Count());
    }

    private static IEnumerable<(Verdict Label, string Command)> Labelled() =>
        File.ReadLines(Path.Combine(Repository.Root, "bench", "Commands", "labelled.txt")).Where(l => !l.StartsWith('#'))
            .Select(l => l.Split('\t')).Select(p => (Enum.Parse<Verdict>(p[0], ignoreCase: true), p[1].Replace("\\n", p[1].Contains("<<") ? "\n" : "\\n", StringComparison.Ordinal)));

    private static void Rewrite(string table)
    {
        var page = Path.Combine(Repository.Root, "docs", "auto-mode.md");
        var text = File.ReadAllText(page);
        var start = text.IndexOf("| labelled |", StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        File.WriteAllText(page, text[..start] + table + text[end..]);
    }

    private static string Table(int[,] counts)
    {
        var text = new StringBuilder("| labelled | allowed | asked | refused |\n|---|---:|---:|---:|\n");
        foreach (var label in Verdicts)
            text.Append(CultureInfo.InvariantCulture, $"| {label.ToString().ToLowerInvariant()} | {counts[(int)label, 0]} | {counts[(int)label, 1]} | {counts[(int)label, 2]} |\n");
        return text.ToString();
    }
}

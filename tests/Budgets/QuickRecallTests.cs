using Pith.Budgets;
using Pith.Conversations;
using Pith.Tests.Conversations;
using Pith.Tokens;

namespace Pith.Tests.Budgets;

/// <summary>The benchmark's definition in a quick run: pith must hold more of what the future needed than cutting off the oldest.</summary>
public sealed class QuickRecallTests
{
    // Sessions whose edits reach back far enough that cutting off the oldest loses some at every budget: elsewhere both reach 1.
    private static readonly string[] Far =
    [
        "entireio__cli__checkpoints/23/72de7ea2ff/0/full.jsonl",
        "entireio__cli__checkpoints/13/db96e5c261/0/full.jsonl",
        "JanDeDobbeleer__oh-my-posh__checkpoints/6d/449f3da816/0/full.jsonl",
        "entireio__cli__checkpoints/5d/107d133886/0/full.jsonl",
        "entireio__cli__checkpoints/53/4758833def/0/full.jsonl",
    ];

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(32_000)]
    public void BeatsTruncationOnLineAndEdit(int budget)
    {
        var rows = Far.SelectMany(file => Run(Repository.Suite("corpus", file), budget, 6)).ToList();
        Assert.True(rows.Count >= 4, $"only {rows.Count} cuts");
        Assert.All(rows, row => Assert.True(row.Whole is { Line: 1 or double.NaN, Edit: 1 or double.NaN, Exact: 1 or double.NaN }, $"self-check at turn {row.Turn}: {row.Whole}"));
        var (line, lineCut) = (Mean(rows, r => r.Pith.Line), Mean(rows, r => r.Truncated.Line));
        var (edit, editCut) = (Mean(rows, r => r.Pith.Edit), Mean(rows, r => r.Truncated.Edit));
        Assert.True(line > lineCut, $"line {line:0.000} against {lineCut:0.000}");
        // Where cutting off loses no edit at all, holding them all is the most that can be asked.
        Assert.True(edit > editCut || edit == 1, $"edit {edit:0.000} against {editCut:0.000}");
    }

    [Fact]
    public void OurOwnSampleToo()
    {
        var rows = Run(Path.Combine(Repository.Root, "samples", "session.jsonl"), 8_000, 4);
        Assert.NotEmpty(rows);
        Assert.True(Mean(rows, r => r.Pith.Line) >= Mean(rows, r => r.Truncated.Line));
    }

    private static List<QuickRow> Run(string path, int budget, int cuts) =>
        QuickRun.Of(upTo => Sessions.Index(path, TokenMeter.Chars4, new IndexOptions { UpToTurn = upTo, UpToBoundary = true }), budget, cuts);

    private static double Mean(List<QuickRow> rows, Func<QuickRow, double> of) => rows.Select(of).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
}

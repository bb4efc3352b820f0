using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith bench</c> and what stands below it.</summary>
internal static class BenchCommands
{
    public static readonly Command All = new("bench", "Measure what compaction loses")
    {
        Operands = "COMMAND",
        Details = ["Offline and without a model; the recorded future of sessions is the judge."],
        Examples = [new("pith bench budgets session.jsonl", "recall against budget")],
        Commands =
        [
            new("budgets", "Score compaction policies by what recorded sessions needed next")
            {
                Operands = "TRANSCRIPT…",
                Fewest = 1,
                Most = int.MaxValue,
                Completes = Completion.File,
                Details =
                [
                    "Cuts each session into past and future, lets every policy compact the past to each budget, and counts what the recorded future needed of it: lines and passages that later calls repeat, names bound to their files, requests, failures, the state of the work. Beside pith stand the documented rules of other makers, controls that must not win, and oracles that know the future. A folder stands for every transcript in it; sessions of one work count once.",
                    "Also: what handles bring back, the cost of reloading, ten compactions in a row, a replay in dollars with the prompt cache, and whether views keep their promises. Intervals draw sessions anew. The report is the same on every run, unless --speed asks for times.",
                    "docs/budget-benchmark.md has the definitions.",
                ],
                Flags =
                [
                    Flags.Budgets, Flags.Policies, Flags.Cuts, Flags.Horizon, Flags.Trigger, Flags.Prices, Flags.Speed, Flags.JsonFile, Flags.SvgFile,
                    Flags.MaxLine,
                ],
                Examples =
                [
                    new("pith bench budgets session.jsonl", "every policy at 8k, 16k, 32k and 64k"),
                    new("pith bench budgets ~/.claude/projects --budgets 16k,32k --json budgets.json --svg budgets.svg", "all of one's own sessions"),
                    new("pith bench budgets session.jsonl --policies pith,truncate --budgets 8k", "two policies, quickly"),
                ],
                Run = BudgetsVerb.Run,
            },
        ],
    };
}

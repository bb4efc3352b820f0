using System.Globalization;
using Pith.Bench.Planning;

// ./dev bench planning; see docs/benchmarks.md
return args is [var corpus, .. var rest] ? PlanningRun.Run(corpus, rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 100) : 64;

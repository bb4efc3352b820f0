using Pith.Cli;
using Pith.Cli.Entries;
using Pith.Cli.Verbs;

namespace Pith.Bench.Budgets;

/// <summary><c>pith bench budgets</c> with the packages of other makers that cannot be in the binary.</summary>
internal static class BudgetsWithPackages
{
    public static int Run(string[] words)
    {
        var around = ProcessSurroundings.Take();
        try
        {
            return BudgetsVerb.Run(Cli.Tables.CommandLine.Parse(["bench", "budgets", .. words], around), [new AgentFramework()]);
        }
        catch (Failure failure)
        {
            around.Complain(failure.Message);
            return failure.Code;
        }
    }
}

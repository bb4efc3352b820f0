using Pith.Cli.Commands;

namespace Pith.Cli.Verbs;

/// <summary><c>pith recall</c>: what a handle stands for, or the lines of it that matter.</summary>
internal static class RecallVerb
{
    public static int Run(Invocation invocation) => ExitCode.Done;
}

using System.Runtime.CompilerServices;
using Pith.Cli.Entries;
using Pith.Tokens;

namespace Pith.Tests;

/// <summary>Lets the variables that force a path hold for the whole suite: PITH_FORCE_SCALAR=1 dotnet test.</summary>
internal static class ForcedPath
{
    [ModuleInitializer]
    internal static void Take() => TokenCounter.Options = CountingChoice.Of(Environment.GetEnvironmentVariable);
}

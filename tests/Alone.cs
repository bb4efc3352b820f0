namespace Pith.Tests;

/// <summary>Tests that measure the whole process, its allocations or its children: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

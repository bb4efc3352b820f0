namespace Pith.Cli.Printing;

/// <summary>Counted nouns: <c>1 turn</c>, <c>2,000 turns</c>.</summary>
internal static class Quantity
{
    public static string Of(long count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}

namespace Pith.Permissions.Classifiers;

/// <summary>What a text that no parser of ours reads might reach: whatever its words name, wherever they stand. It errs on the side of more.</summary>
internal static class TextReach
{
    private static readonly char[] Ends = [' ', '\t', '\n', ';', '|', '&', '(', ')', '{', '}', '<', '>', '`', '"', '\'', '$', '='];

    // They lose work, though the table counts them as changing files.
    private static readonly string[] Losing = ["rm", "rmdir", "unlink", "dd", "truncate", "mv", "shred", "Remove-Item", "del", "rd", "erase", "Move-Item", "Clear-Content", "Invoke-WebRequest", "iwr", "irm", "Invoke-RestMethod"];

    /// <summary>All of it together.</summary>
    public static Reach Of(string text)
    {
        var words = text.Split(Ends, StringSplitOptions.RemoveEmptyEntries);
        var reach = Reach.Unknown;
        for (var i = 0; i < words.Length; i++)
        {
            var name = Path.GetFileName(words[i]);
            reach |= ReachTable.Find([name, .. words.AsSpan(i + 1, Math.Min(ReachTable.Longest - 1, words.Length - i - 1))]) ?? Reach.None;
            if (Array.Exists(Losing, l => l.Equals(name, StringComparison.OrdinalIgnoreCase)) && !IsVariable(words.AsSpan(i + 1)))
                reach |= Reach.Destroys;
            if (words[i].Contains("://", StringComparison.Ordinal))
                reach |= Reach.Fetches;
            if (Paths.ProtectedPaths.WhyProtected(words[i]) is not null)
                reach |= Reach.Obeyed;
        }

        return reach;
    }

    /// <summary>PowerShell removes a variable as it removes a file: <c>Remove-Item Env:\NAME</c>, with nothing else named up to the next option's end.</summary>
    private static bool IsVariable(ReadOnlySpan<string> next) =>
        next is [var name, "-ErrorAction", "SilentlyContinue", ..] && name.StartsWith("Env:\\", StringComparison.OrdinalIgnoreCase) && name.AsSpan(5).IndexOfAnyExcept(VariableName) < 0;

    private static readonly System.Buffers.SearchValues<char> VariableName = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}

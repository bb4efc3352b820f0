namespace Pith.Trust;

/// <summary>A difference between what was trusted and what is there.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Before">What was trusted; null where it is new.</param>
/// <param name="Now">What is there; null where it is gone.</param>
public sealed record TrustChange(string Path, TrustedFile? Before, TrustedFile? Now)
{
    /// <summary>The difference as lines that begin with <c>-</c>, <c>+</c> or a blank, under two that name the file; one sentence where a side is no text.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"--- {(Before is null ? "/dev/null" : Path)}";
        yield return $"+++ {(Now is null ? "/dev/null" : Path)}";
        if (Before is { Text: null } || Now is { Text: null })
            yield return "(it is long or no text; its digest has changed)";
        else
            foreach (var line in LineDifference.Of(Before?.Text ?? "", Now?.Text ?? ""))
                yield return line;
    }
}

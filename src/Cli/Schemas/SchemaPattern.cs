using System.Text.RegularExpressions;

namespace Pith.Cli.Schemas;

/// <summary>The regular expressions of a schema, which may match anywhere in a text.</summary>
internal static class SchemaPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether a text matches. One that takes longer than a second does not.</summary>
    public static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether it can be used at all.</summary>
    public static bool IsUsable(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, Patience);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace Pith.Hooks;

/// <summary>
/// Which subjects a hook is for. Nothing and <c>*</c> are all; a text of letters, digits, <c>_</c>, <c>-</c>, blanks, commas and bars
/// is a list of names; anything else a regular expression that may match anywhere: in linear time, and where it looks around or
/// back, which people write since JavaScript reads it, within a deadline.
/// </summary>
public sealed class HookMatcher
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_- ,|");

    /// <summary>What is said of a matcher that cannot be read.</summary>
    public const string Unusable = "is no regular expression";

    /// <summary>Subjects are names and paths; only an expression made to be slow needs longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<string>? _names;
    private readonly Regex? _pattern;

    private HookMatcher(string text, HashSet<string>? names, Regex? pattern) => (Text, _names, _pattern) = (text, names, pattern);

    /// <summary>Everything.</summary>
    public static HookMatcher All { get; } = new("*", null, null);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Reads a matcher; false for an expression that cannot be used.</summary>
    public static bool TryParse(string text, out HookMatcher matcher)
    {
        ArgumentNullException.ThrowIfNull(text);
        matcher = All;
        if (text.Trim() is "" or "*")
            return true;
        try
        {
            matcher = text.AsSpan().ContainsAnyExcept(OfNames)
                ? new(text, null, Read(text))
                : new(text, text.Split(['|', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal), null);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether a subject is meant. One that cannot be told in time is: a hook that runs once too often guards, one that is left out does not.</summary>
    public bool Matches(string subject)
    {
        try
        {
            return _names?.Contains(subject) ?? _pattern?.IsMatch(subject) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static Regex Read(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return new Regex(text, RegexOptions.CultureInvariant, Patience);
        }
    }
}

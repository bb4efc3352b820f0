using System.Buffers;
using System.Text.RegularExpressions;

namespace Pith.Hooks;

/// <summary>
/// Which subjects a hook is for. Nothing and <c>*</c> are all; a text of letters, digits, <c>_</c>, <c>-</c>, blanks, commas and bars
/// is a list of names; anything else a regular expression that may match anywhere, in linear time.
/// </summary>
public sealed class HookMatcher
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_- ,|");

    /// <summary>What is said of a matcher that cannot be read.</summary>
    public const string Unusable = "is no regular expression, or one with lookarounds or backreferences, which are not supported";

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
                ? new(text, null, new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
                : new(text, text.Split(['|', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal), null);
            return true;
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether a subject is meant.</summary>
    public bool Matches(string subject) => _names?.Contains(subject) ?? _pattern?.IsMatch(subject) ?? true;
}

using System.Buffers;
using System.Text.RegularExpressions;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// What variables of a line hold for certain where a command uses them: set before it by plain assignments that nothing skips, and by nothing else. A removal
/// of what is known is judged by what it is; <see cref="UnknownRemoval"/> is for the rest.
/// </summary>
internal sealed partial class KnownValues
{
    private static readonly SearchValues<char> Special = SearchValues.Create("$`()<>");

    /// <summary>A folder that <c>mktemp</c> makes: nobody's work lies there, whatever its name.</summary>
    private const string Temporary = "/tmp" + "/pith.mktemp/made";

    private const int Most = 16;

    /// <summary>In a longer line nothing is known: every assignment is held against all that stands before it.</summary>
    internal const int MostCommands = 200;

    private readonly Dictionary<string, string[]> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> since = new(StringComparer.Ordinal);
    private readonly HashSet<string> unknown;
    private readonly string? home;
    private bool isAnything;

    private KnownValues(string? home, IEnumerable<string> unknown) => (this.home, this.unknown) = (home, new(unknown, StringComparer.Ordinal));

    [GeneratedRegex(@"\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|\$\(pwd\)|\$\(mktemp( -d| --directory| -t| [\w./-]*XXX[\w.]*)*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Use { get; }

    // Blanks, patterns and hyphens would make other words of a value.
    [GeneratedRegex(@"^(?!-)[\w./@%+:,~=-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain { get; }

    /// <summary>The variables of a line.</summary>
    /// <param name="reading">The line.</param>
    /// <param name="source">Its text.</param>
    /// <param name="home">The home folder.</param>
    /// <param name="outer">What the shell knows already that runs it; null for nothing.</param>
    public static KnownValues Of(ShellReading reading, string source, string? home, KnownValues? outer = null)
    {
        var known = new KnownValues(home, reading.Settings.Select(s => s.Name).Concat(outer?.unknown ?? []));
        known.isAnything = outer is { isAnything: true } || reading.Refusal is not null || reading.Commands.Count > MostCommands || reading.Commands.Any(MaySetAnything);
        if (known.isAnything)
            return known;
        foreach (var (name, held) in outer?.values.ToArray() ?? [])
            (known.values[name], known.since[name]) = (held, -1);

        foreach (var command in reading.Commands.OrderBy(c => c.Start))
            foreach (var (name, value) in SetBy(command))
            {
                var found = value is { } word ? known.Held(word, command, source) : null;
                if (found is null)
                    known.unknown.Add(name);
                else if (known.values.TryGetValue(name, out var before))
                    known.values[name] = [.. before.Union(found, StringComparer.Ordinal).Take(Most)];
                else if (IsCertain(command, reading, source))
                    (known.values[name], known.since[name]) = (found, command.End);
                else
                    known.unknown.Add(name);
            }

        known.isAnything = known.values.ContainsKey("IFS") || known.unknown.Contains("IFS");
        return known;
    }

    /// <summary>What is known at a place of the line already.</summary>
    public KnownValues At(int place)
    {
        var there = new KnownValues(home, unknown.Concat(since.Where(s => s.Value > place).Select(s => s.Key))) { isAnything = isAnything };
        foreach (var (name, held) in values.Where(v => since[v.Key] <= place))
            (there.values[name], there.since[name]) = (held, -1);
        return there;
    }

    /// <summary>The words of a command behind a place, each that is known as the words it may become.</summary>
    public IReadOnlyList<ShellWord> Expand(SimpleCommand command, int from, string source)
    {
        var words = command.Words;
        if (words.Skip(from + 1).All(w => !w.Has(WordTraits.Dynamic | WordTraits.Braces)) || Launchers.NameOf(words[from]) == "git")
            return words;
        var all = words.Take(from + 1).ToList();
        foreach (var word in words.Skip(from + 1))
            if (word.Has(WordTraits.Braces) && !word.Has(WordTraits.Dynamic) && !word.Has(WordTraits.Quoted) && IsAsWritten(word, source) && BraceExpansion.Of(word.Text) is { } several && several.Count <= Most * Most)
                all.AddRange(several.Select(text => word with { Text = text, Traits = word.Traits & ~WordTraits.Braces }));
            else if (word.Has(WordTraits.Dynamic) && !word.Has(WordTraits.Braces | WordTraits.Tilde) && Held(word, command, source) is { } held)
                all.AddRange(held.Where(text => text.Length > 0).Select(text => word with { Text = text, Traits = word.Traits & ~(WordTraits.Dynamic | WordTraits.Splits) }));
            else
                all.Add(word);
        return all;
    }

    /// <summary>All that a word may be there; null where nobody can tell.</summary>
    private string[]? Held(ShellWord word, SimpleCommand command, string source)
    {
        if (!word.Has(WordTraits.Dynamic))
            return word.Has(WordTraits.Braces | WordTraits.Tilde | WordTraits.Pattern) || !Plain.IsMatch(word.Text) ? null : [word.Text];
        if (!IsAsWritten(word, source))
            return null;
        var made = new List<string> { "" };
        var at = 0;
        foreach (Match use in Use.Matches(word.Text))
        {
            var between = word.Text[at..use.Index];
            if (Values(use, command) is not { } those || made.Count * those.Length > Most || !those.All(Plain.IsMatch))
                return null;
            made = [.. made.SelectMany(m => those.Select(v => m + between + v))];
            at = use.Index + use.Length;
        }

        var rest = word.Text[at..];
        var whole = made.ConvertAll(m => m + rest);
        return whole.TrueForAll(w => !w.AsSpan().ContainsAny(Special) && !w.StartsWith('-')) ? [.. whole] : null;
    }

    private string[]? Values(Match use, SimpleCommand command)
    {
        var name = use.Groups[1].Length > 0 ? use.Groups[1].Value : use.Groups[2].Value;
        if (isAnything || unknown.Contains(name))
            return null;
        if (values.TryGetValue(name, out var held))
            return since[name] <= command.Start ? held : null;
        if (name == "PWD" || use.Value == "$(pwd)")
            return command.Folders.IsKnown ? command.Folders.Paths.ToArray() : null;
        if (name == "HOME")
            return home is null ? null : [home];
        // It may fail, and then there is nothing.
        return use.Value.StartsWith("$(mktemp", StringComparison.Ordinal) ? [Temporary, ""] : null;
    }

    /// <summary>Whether a word stands in the text as it is, but for double quotes: then no dollar in it is a letter.</summary>
    private static bool IsAsWritten(ShellWord word, string source) =>
        word.Start >= 0 && word.End <= source.Length && word.Start <= word.End && source[word.Start..word.End].Replace("\"", "", StringComparison.Ordinal) == word.Text && !word.Text.AsSpan().ContainsAny("'\\");

    private static IEnumerable<(string Name, ShellWord? Value)> SetBy(SimpleCommand command)
    {
        if (command.Words.Count == 0)
            foreach (var assignment in command.Assignments)
                yield return (assignment.Name, assignment.Value);
        else if (Builtins.Declares(Launchers.NameOf(command.Words[0])))
        {
            foreach (var assignment in command.Assignments)
                yield return (assignment.Name, null);
            foreach (var word in command.Words.Skip(1))
                if (word.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                    yield return (word.Text[..equals].TrimEnd('+'), word.IsLiteral && word.Text[equals - 1] != '+' ? word with { Text = word.Text[(equals + 1)..] } : null);
        }
    }

    /// <summary>Whether a command may set any variable.</summary>
    internal static bool MaySetAnything(SimpleCommand command) =>
        command.Words.Count > 0 && (!command.Words[0].IsLiteral || command.Words[0].Text is "eval" or "source" or "." or "alias" or "command" or "builtin" or "let" or "unset"
            || command.Words[0].Text is "trap" && command.Words.Skip(1).Any(w => w.Text.Contains('=') || w.Text.Contains("eval", StringComparison.Ordinal)));

    /// <summary>Whether nothing but commands that run one after another stands before it, so that whatever comes later comes after it.</summary>
    private static bool IsCertain(SimpleCommand command, ShellReading reading, string source)
    {
        if (command.End > source.Length || reading.Commands.Any(c => c != command && c.Start <= command.Start && c.End > command.Start))
            return false;
        var at = 0;
        foreach (var before in reading.Commands.Where(c => c.Start < command.Start && c.End <= command.Start).OrderBy(c => c.Start))
        {
            if (before.Start > at && !IsSequence(source.AsSpan(at, before.Start - at)))
                return false;
            at = Math.Max(at, before.End);
        }

        var after = source[command.End..].TrimStart(' ', '\t');
        return IsSequence(source.AsSpan(at, command.Start - at)) && (after is [] or [';' or '\n', ..] or ['&', '&', ..] || after.StartsWith("|| exit", StringComparison.Ordinal) || after.StartsWith("|| return", StringComparison.Ordinal));
    }

    private static bool IsSequence(ReadOnlySpan<char> between) => between.Trim(" \t\n;").IsEmpty;
}

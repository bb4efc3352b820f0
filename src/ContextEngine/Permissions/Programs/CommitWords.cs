using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// Words that can turn out nothing but full names of commits: what git lists them by, or a variable that never holds anything else. Where a file is called
/// like a commit git refuses to choose, so a checkout of one never restores a file over work.
/// </summary>
/// <param name="reading">The line.</param>
internal sealed class CommitWords(ShellReading reading)
{
    private const int Deepest = 4;

    private const string Listing = " --all --branches --tags --reverse --no-merges --merges --first-parent --topo-order --date-order --author-date-order --ancestry-path ";

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    private static readonly SearchValues<char> OfRanges = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.^~@/-");

    private readonly Dictionary<string, bool> held = new(StringComparer.Ordinal);
    private bool? isPlain;

    // What a value is split at, and what git is, are as ever only where nothing can have changed them. In a longer line nothing is known, since each word is held against all of it.
    private bool IsPlain => isPlain ??= reading.Refusal is null && reading.Commands.Count <= KnownValues.MostCommands && !reading.Commands.Any(c => KnownValues.MaySetAnything(c) || c.Assignments.Any(a => a.Name == "IFS"));

    /// <summary>Whether the word is one, or several, or nothing.</summary>
    public bool Are(ShellWord word) => Are(word, 0);

    private bool Are(ShellWord word, int depth)
    {
        if (depth == Deepest || word.Text is not ['$', ..] || !word.Has(WordTraits.Dynamic) || word.Has(WordTraits.Pattern | WordTraits.Braces | WordTraits.Tilde) || !IsPlain)
            return false;
        if (word.Text is ['$', '(', not '(', .., ')'])
            return AreListed(word, depth + 1);
        var name = word.Text is ['$', '{', .., '}'] ? word.Text[2..^1] : word.Text[1..];
        return !name.AsSpan().ContainsAnyExcept(OfNames) && AreHeld(name, depth + 1);
    }

    /// <summary>Whether everything that sets the variable gives it commits, and something does.</summary>
    private bool AreHeld(string name, int depth)
    {
        var asked = $"{depth} {name}";
        return held.TryGetValue(asked, out var known) ? known : held[asked] = AreGiven(name, depth);
    }

    private bool AreGiven(string name, int depth)
    {
        var given = reading.Commands.SelectMany(c => c.Assignments).Where(a => a.Name == name).Select(a => a.Value).ToList();
        foreach (var setting in reading.Settings.Where(s => s.Name == name))
            if (setting.Values is { Count: > 0 } values)
                given.AddRange(values);
            else
                return false;
        return given.Count > 0 && given.TrueForAll(v => Are(v, depth));
    }

    /// <summary>Whether the substitution is a list of git's and what takes lines of it.</summary>
    private bool AreListed(ShellWord word, int depth)
    {
        var inner = reading.Commands.Where(c => c.Start >= word.Start && c.End <= word.End).OrderBy(c => c.Start).ThenByDescending(c => c.End).ToList();
        var (end, first) = (-1, true);
        foreach (var command in inner)
        {
            if (command.Start < end)
                continue; // within a word of the one before, which is looked at with that
            // Where the first stands elsewhere, what looks like a substitution is quoted text beside something else.
            if (first && command.Start - word.Start is not (2 or 3) || command.ReadsPipe == first || command.Assignments.Count > 0 || command.Redirections.Any(r => r.Writes && r.Target.Text != "/dev/null"))
                return false;
            if (!(first ? Lists(command.Words, depth) : LineFilters.Are(command.Words)))
                return false;
            (end, first) = (command.End, false);
        }

        return !first;
    }

    private bool Lists(IReadOnlyList<ShellWord> words, int depth) =>
        words.Count > 1 && words[0] is { IsLiteral: true, Text: "git" } && words[1] is { IsLiteral: true, Text: "rev-list" or "merge-base" } && words.Skip(2).All(w => w.IsLiteral ? !w.Text.StartsWith('-') || OnlyChooses(w.Text) : BeginsWithOne(w, depth));

    private static bool OnlyChooses(string option) =>
        Listing.Contains($" {option} ", StringComparison.Ordinal) || option.AsSpan(1).TrimStart('n').IndexOfAnyExceptInRange('0', '9') < 0 || option.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && option[..equals] is "--max-count" or "--skip" or "--since" or "--until" or "--author" or "--grep";

    /// <summary>Whether it is a commit, and what follows that in a range.</summary>
    private bool BeginsWithOne(ShellWord word, int depth)
    {
        var end = word.Text.LastIndexOfAny(')', '}') + 1;
        if (end == 0)
            end = word.Text.AsSpan(1).IndexOfAnyExcept(OfNames) is >= 0 and var other ? other + 1 : word.Text.Length;
        return !word.Text.AsSpan(end).ContainsAnyExcept(OfRanges) && Are(word with { Text = word.Text[..end] }, depth);
    }
}

using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>What may be read unasked: each operand, each word that braces make of one, whatever a pattern may come upon.</summary>
internal sealed partial class Operands
{
    /// <summary>What <c>{a..z}</c> makes: neither a letter nor a digit, nor what lies between the two cases, names another folder.</summary>
    internal const string AnySequence = "[0]";

    /// <summary>Why an operand may not be read unasked, or null.</summary>
    public string? WhyNotReadable(SimpleCommand command, ReadOnlyProgram program, ShellWord[] arguments)
    {
        var skipsPattern = program.PatternFirst && !ReadOnlyPrograms.NamesPattern(arguments);
        var (options, isValue) = (true, false);
        foreach (var word in arguments)
        {
            var text = word.Text;
            if (isValue && !word.Splits)
            {
                isValue = false;
                continue;
            }

            options &= text != "--";
            isValue = options && program.TakesNext(word);
            if (text.StartsWith('-'))
            {
                if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                    text = text[(equals + 1)..];
                else
                    continue;
            }
            else if (skipsPattern)
            {
                skipsPattern = false;
                continue;
            }

            if (program.Name is "[" or "test" or "tr")
                continue;
            if (WhyNot(command, word, text) is { } why)
                return why;
        }

        return null;
    }

    private string? WhyNot(SimpleCommand command, ShellWord word, string text)
    {
        if (word.Has(WordTraits.Process))
            return null; // the name of a pipe; what is at its other end is judged itself
        if (word.Has(WordTraits.Dynamic))
            return $"which file {word.Text} is, is only known when it runs";
        if (word.IsLiteral || word.Traits == WordTraits.Tilde)
            return WhyNotOne(command, word, text);
        rules.Look();
        return rules.Guards("Read") ? $"which files {word.Text} are, is only known when it runs" : WhyNotMatched(command, word, text);
    }

    /// <summary>Why a file may not be read unasked, or null.</summary>
    private string? WhyNotOne(SimpleCommand command, ShellWord word, string text)
    {
        if (text is "/dev/null" or "/dev/stdin" or "-" or "")
            return null;
        var places = Places(command, word, text).ToArray();
        if (places.Length == 0)
            return $"in which folder {word.Text} lies is only known when it runs";
        return places.Select(p => paths.JudgeFull(p, word.Text, writes: false)).FirstOrDefault(d => d.Verdict != Verdict.Allow) is { } found ? $"{word.Text}: {found.Reason}" : null;
    }

    /// <summary>Why what braces and patterns make of a word may not be read unasked, or null: each of its words by itself.</summary>
    private string? WhyNotMatched(SimpleCommand command, ShellWord word, string text)
    {
        // Quotes are gone from the text, and with them what the braces mean.
        if ((word.Has(WordTraits.Braces) ? word.Has(WordTraits.Quoted) ? null : BraceExpansion.Of(text, AnySequence) : [text]) is not { } texts)
            return $"which files {word.Text} are, is only known when it runs";
        foreach (var made in texts)
        {
            var one = made is ['-', ..] && made.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? made[(equals + 1)..] : made;
            if (one is ['/' or '~', ..] || one.Split('/').Any(PatternReach.MayBeParent))
                return $"which files {word.Text} are, is only known when it runs";
            if (!one.AsSpan().ContainsAny("*?["))
            {
                if (made is not ['-', ..] && WhyNotOne(command, word with { Traits = WordTraits.None }, one) is { } why)
                    return why;
                continue;
            }

            foreach (var folder in command.Folders.Paths.ToArray())
                if (PatternReach.Links(folder, one) is not { } links || links.Exists(l => PatternNames.MayMatch(one, LexicalPath.NameOf(l)) && paths.JudgeFull(l, word.Text, writes: false).Verdict != Verdict.Allow))
                    return $"{word.Text} may match a link that leads elsewhere";
            // The folder in front of the first name that is matched may lie behind a link itself.
            if (WhyNotOne(command, word with { Traits = WordTraits.None }, one.LastIndexOf('/', one.AsSpan().IndexOfAny("*?[")) is > 0 and var cut ? one[..cut] : ".") is { } outside)
                return outside;
        }

        return null;
    }

    /// <summary>Why names of files that patterns bring may not be told unasked, or null: of words that a program only prints, of a loop, of an array.</summary>
    public string? WhyNotNamed(SimpleCommand command, IEnumerable<ShellWord> words)
    {
        foreach (var word in words.Where(w => w.Has(WordTraits.Pattern)))
        {
            rules.Look();
            if ((word.Has(WordTraits.Dynamic) ? $"which files {word.Text} are, is only known when it runs" : WhyNotMatched(command, word, word.Text)) is { } why)
                return why;
        }

        return null;
    }
}

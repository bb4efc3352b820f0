using Pith.Permissions.Classifiers;
using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// Words that lead out of the workspace though they do not look like it: by a link, by braces or a pattern, from somebody's home, at the letter of an option.
/// What they say outright is <see cref="CommandReach"/>'s to see. Of one line, which has so many looks at the disk.
/// </summary>
internal sealed class ForeignWords(RuleBook rules, PathJudge paths)
{
    // Beyond these nobody can tell in the time of a decision.
    private const int Most = 4000;
    private int looked;

    /// <summary>Why a word of a command is none of the workspace's, or null.</summary>
    /// <param name="command">The command.</param>
    /// <param name="forms">Where its programs stand.</param>
    public string? Why(SimpleCommand command, CommandForms forms)
    {
        var words = command.Words;
        var at = Told(words, forms);
        var name = Launchers.NameOf(words[at]);
        var reader = ReadOnlyPrograms.Find(name);
        if (reader is { TakesPaths: false, Name: not "git" })
            return null;
        // Variables of the shell, and of awk, say nothing to a program that opens them.
        name = reader is null or { Name: "tar" or "unzip" } && name is not ("awk" or "gawk" or "mawk" or "declare" or "typeset" or "local" or "readonly") || name == "git" ? name : "";
        for (var i = 0; i < words.Count; i++)
            if (!(forms.Starts.Contains(i) && (i <= forms.Innermost && !words[i].Text.Contains('/') || IsKnown(words[i]))) && Why(command, words[i], i > at || words[i].Text.StartsWith('-') ? name : "") is { } why)
                return why;
        return null;
    }

    /// <summary>Where the program stands whose words they are: behind a launcher the first that is known, else the first that may be one.</summary>
    private static int Told(IReadOnlyList<ShellWord> words, CommandForms forms)
    {
        if (!Launchers.Launches(Launchers.NameOf(words[forms.Innermost])))
            return forms.Innermost;
        var behind = forms.Starts.Where(s => s > forms.Innermost).ToList();
        var known = behind.FindIndex(s => ReachTable.Find([Launchers.NameOf(words[s])]) is not null && ReadOnlyPrograms.Find(Launchers.NameOf(words[s])) is null);
        return behind.Count == 0 ? forms.Innermost : behind[Math.Max(known, 0)];
    }

    /// <summary>The same of its words from a place on, whatever program it is.</summary>
    public string? WhyWords(SimpleCommand command, int from, string name)
    {
        for (var i = from; i < command.Words.Count; i++)
            if (Why(command, command.Words[i], name) is { } why)
                return why;
        return null;
    }

    /// <summary>Whether a text in code may be a path that leads out by a link.</summary>
    public bool LeadsThrough(SimpleCommand command, string text) =>
        text.Length is > 0 and <= 255 && !text.AsSpan().ContainsAny('\n', '\0') && Leads(command, text, isOutright: false, isPattern: false) is not null;

    /// <summary>Whether none of the files that git tracks in the workspace is, or lies behind, a link that leads out of it.</summary>
    public bool TracksNoWayOut()
    {
        rules.Look();
        return GitIndex.LacksAny(rules.Folder, path => ++looked > Most || !paths.IsInside(path.ToString()));
    }

    // A program that is known is the same behind a link, as those of virtual environments are; any other is what lies there.
    private static bool IsKnown(ShellWord word) => ReachTable.Find([Launchers.NameOf(word)]) is not null || ReadOnlyPrograms.Find(Launchers.NameOf(word)) is not null;

    private string? Why(SimpleCommand command, ShellWord word, string name)
    {
        var text = word.Text;
        if (word.Has(WordTraits.Dynamic | WordTraits.Process) || text.Length > RealPath.Longest || text.Contains(' ') || text.Contains("://", StringComparison.Ordinal))
            return null;
        if (word.Has(WordTraits.Tilde))
            return text is "~" or ['~', '/', ..] ? null : $"nobody can tell where {text} is";
        if ((word.Has(WordTraits.Braces) ? word.Has(WordTraits.Quoted) ? null : BraceExpansion.Of(text, Operands.AnySequence) : [text]) is not { } texts)
            return $"which files {text} are, is only known when it runs";
        var isMade = word.Has(WordTraits.Braces);
        foreach (var one in texts)
            if (isMade && one is ['~', ..] || WhyOne(command, one, name, isMade, word.Has(WordTraits.Pattern) || isMade && one.AsSpan().ContainsAny("*?[")) is not null)
                return $"{text} leads out of the workspace";
        return null;
    }

    private string? WhyOne(SimpleCommand command, string text, string name, bool isMade, bool isPattern)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal) + 1;
        var value = text[equals..];
        if (text.StartsWith('-'))
        {
            if (equals > 0)
                return Leads(command, value, isMade, isPattern);
            if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Leads(command, text[(colon + 1)..], name.Length > 0, isPattern) is { } behind)
                return behind;
            if (name.Length == 0 || text is not ['-', not '-', _, ..] || text[1] is 'I' or 'L' && name is not ("make" or "gmake" or "perl" or "ruby" or "gradle"))
                return null;
            // What follows a letter; of some programs, several letters.
            for (var i = 2; i < Math.Min(text.Length, name is "make" or "gmake" or "ninja" or "tar" ? 6 : 3); i++)
                if (Leads(command, text[i..], isOutright: true, isPattern) is { } glued)
                    return glued;
            return null;
        }

        // A place to install to is only named, and a program of the system is the same as by its name.
        var says = value.StartsWith("..", StringComparison.Ordinal) || name.Length > 0 && !text.AsSpan(0, equals).Contains("prefix", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("/usr/", StringComparison.Ordinal) && !value.StartsWith("/bin/", StringComparison.Ordinal);
        if (equals > 0 && (value is ['~', ..] || Leads(command, value, says, isPattern) is not null))
            return text;
        return Leads(command, text.StartsWith('@') ? text[1..] : text, isMade || text is ['@', '/' or '.', ..], isPattern);
    }

    /// <summary>The path, where it leads out of the workspace; null where it does not, or says so outright and need not be told here.</summary>
    private string? Leads(SimpleCommand command, string text, bool isOutright, bool isPattern)
    {
        if (isPattern && text.AsSpan().ContainsAny("*?["))
            return LeadsByPattern(command, text);
        foreach (var folder in text.StartsWith('/') ? [""] : command.Folders.Paths.ToArray())
        {
            rules.Look();
            if (PathMeanings.Of(folder, text) is not [var plain, .. var others] || Array.Exists(others, o => !rules.IsInside(o)))
                return text;
            if (rules.IsInside(plain) ? ++looked > Most || !paths.IsInside(plain) : isOutright)
                return text;
        }

        return null;
    }

    /// <summary>A pattern, where what it matches may lead out of the workspace; null where it does not.</summary>
    public string? LeadsByPattern(SimpleCommand command, string text)
    {
        var parts = text.Split('/');
        if (Array.Exists(parts, PatternReach.MayBeParent))
            return text;
        if (text.StartsWith('/'))
            return null;
        rules.Look();
        var cut = text.LastIndexOf('/', text.AsSpan().IndexOfAny("*?[")) + 1;
        foreach (var folder in command.Folders.Paths.ToArray())
            if (cut > 0 && !paths.IsInside(LexicalPath.Join(folder, text[..cut])) || PatternReach.Links(folder, text) is not { } links
                || links.Exists(l => PatternNames.MayMatch(text, LexicalPath.NameOf(l)) && (++looked > Most || !paths.IsInside(l))))
                return text;
        return null;
    }
}

namespace Pith.Permissions.Shell;

/// <summary>What builtins do to variables, by their options, their words and their formats.</summary>
internal static partial class Builtins
{
    /// <summary>Notes what the command does to variables, and which of its arguments are evaluated.</summary>
    public static void Note(SimpleCommand command, ParseNotes notes) => Note(command.Words, notes);

    private static void Note(IReadOnlyList<ShellWord> words, ParseNotes notes)
    {
        if (words.Count == 0)
            return;
        var name = words[0].IsLiteral ? words[0].Text : "eval";
        switch (name)
        {
            case "command" or "builtin":
                notes.AnythingAssigned();
                Note([.. words.Skip(1).SkipWhile(w => w.IsLiteral && w.Text.StartsWith('-'))], notes);
                break;
            case "eval" or "source" or "." or "trap" or "alias":
                notes.AnythingAssigned();
                break;
            case "declare" or "typeset" or "local" or "export" or "readonly":
                Declared(words, notes);
                break;
            case "let":
                notes.EvaluatesUnknown("the arguments of let", words[0].Start);
                break;
            case "read" or "mapfile" or "readarray" or "getopts" or "unset" or "wait":
                Named(words, notes);
                break;
            case "printf":
                Printed(words, notes);
                break;
            case "test" or "[" when TestWords.MayEvaluate(words):
                notes.EvaluatesUnknown("a test whose words are only known when it runs", words[0].Start);
                break;
        }
    }

    private static void Declared(IReadOnlyList<ShellWord> words, ParseNotes notes)
    {
        var lists = words.Any(w => w.Text is ['-', ..] && w.Text.AsSpan().ContainsAny("aA"));
        foreach (var word in words.Skip(1))
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (word.Text is ['-' or '+', ..])
            {
                // -i makes every later assignment an evaluation, -n a name of a name; what is not literal may bring either.
                if (!word.IsLiteral || word.Text.AsSpan().ContainsAny("in") && words[0].Text != "export")
                    notes.EvaluatesUnknown("what a variable is set to", word.Start);
            }
            else if (equals <= 0 && !word.IsLiteral || word.Text.AsSpan(0, Math.Max(equals, 0)).ContainsAny("[$`"))
                notes.EvaluatesUnknown("the name of a variable", word.Start);
            else if (equals > 0 && (lists && !word.IsLiteral || word.Text.AsSpan(equals + 1) is ['(', ..]))
                notes.EvaluatesUnknown("a list made of a text", word.Start); // its commands and subscripts are those of the text
            else if (equals > 0)
                notes.Assigned(word.Text[..equals].TrimEnd('+'), long.TryParse(word.Text.AsSpan(equals + 1), out _), word.Start);
        }
    }

    /// <summary>Builtins that set the variables their arguments name.</summary>
    private static void Named(IReadOnlyList<ShellWord> words, ParseNotes notes)
    {
        foreach (var word in words.Skip(1))
        {
            if (!word.IsLiteral && !word.Has(WordTraits.Number) || word.Text.Contains('['))
                notes.EvaluatesUnknown("the name of a variable", word.Start);
            Names(word, notes);
        }

        if (words[0].Text is "mapfile" or "readarray" && words.Any(w => w.Text.StartsWith("-C", StringComparison.Ordinal)))
            notes.EvaluatesUnknown("a callback", words[0].Start);
    }

    /// <summary><c>printf</c> sets what its option names, and by <c>%n</c> what its words name; a format that is only known when it runs may be the option, or hold the other.</summary>
    private static void Printed(IReadOnlyList<ShellWord> words, ParseNotes notes)
    {
        var format = PrintfFormat.At(words, 1, word => Name(word, word.Text.Contains('[')));
        if (format == words.Count || !PrintfFormat.MaySet(words[format]))
            return;
        if (words[format].Splits)
            notes.EvaluatesUnknown("the name of a variable", words[format].Start);
        foreach (var word in words.Skip(format + 1))
            Name(word, words[format].MayBeOption && word.Text.Contains('['));

        void Name(ShellWord word, bool hasSubscript)
        {
            if (hasSubscript || !word.IsLiteral && !word.Has(WordTraits.Number))
                notes.EvaluatesUnknown("the name of a variable", word.Start);
            Names(word, notes);
        }
    }

    /// <summary>A word that is the name of a variable, or an option with the name at it: <c>-pPATH</c>, <c>-np PATH</c>.</summary>
    private static void Names(ShellWord word, ParseNotes notes)
    {
        const int longest = 64;
        var isOption = word.Text is ['-', not '-', ..];
        for (var from = isOption ? Math.Max(2, word.Text.Length - longest) : 0; from < word.Text.Length && (isOption || from == 0); from++)
        {
            var name = word.Text[from..].Split('[')[0];
            notes.Assigned(name, isNumber: false, word.Start);
            notes.Sets(name, word.Start);
        }
    }
}

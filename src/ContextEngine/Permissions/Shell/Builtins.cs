namespace Pith.Permissions.Shell;

/// <summary>Builtins that change what later commands mean: the folder and the variables.</summary>
internal static class Builtins
{
    /// <summary>Whether it takes assignments for arguments, arrays among them.</summary>
    public static bool Declares(string name) => name is "declare" or "typeset" or "local" or "export" or "readonly";

    /// <summary>Where the shell stands after the command.</summary>
    public static Flow FlowOf(SimpleCommand command, FolderSet folders, string? home)
    {
        if (command.Words.Count == 0)
            return Flow.Of(folders);
        if (!command.Words[0].IsLiteral)
            return Flow.Of(FolderSet.Unknown);
        return command.Words[0].Text switch
        {
            "cd" or "pushd" => new Flow(Entered(command, folders, home), folders),
            "command" or "builtin" when command.Words.Any(w => !w.IsLiteral || w.Text is "cd" or "pushd" or "popd" or "eval" or "source" or ".") => Flow.Of(FolderSet.Unknown),
            "popd" or "eval" or "source" or "." or "trap" or "alias" or "enable" or "shopt" or "set" when command.Words.Count > 1 || command.Name == "popd" => AfterCode(command, folders),
            _ => Flow.Of(folders),
        };
    }

    /// <summary>'set -e' and the like leave the folder alone; 'set -P' and a trap do not.</summary>
    private static Flow AfterCode(SimpleCommand command, FolderSet folders) =>
        command.Name == "set" && command.Words.Skip(1).All(w => w.IsLiteral && !w.Text.Contains('P') && !w.Text.Contains("physical", StringComparison.Ordinal))
            ? Flow.Of(folders)
            : Flow.Of(FolderSet.Unknown);

    private static FolderSet Entered(SimpleCommand command, FolderSet folders, string? home)
    {
        var words = command.Words.Skip(1).ToList();
        if (words is [{ Text: "--" or "-L", IsLiteral: true }, ..])
            words.RemoveAt(0);
        if (command.Assignments.Count > 0 || words.Count > 1)
            return FolderSet.Unknown;
        if (words.Count == 0)
            return home is null || command.Name == "pushd" ? FolderSet.Unknown : FolderSet.Of(home);
        var word = words[0];
        if (word.IsLiteral)
            return word.Text.StartsWith('-') || word.Text.StartsWith('+') ? FolderSet.Unknown : folders.Enter(word.Text);
        if (word.Has(WordTraits.Dynamic | WordTraits.Pattern | WordTraits.Braces) || home is null)
            return FolderSet.Unknown;
        return word.Text == "~" ? FolderSet.Of(home) : word.Text.StartsWith("~/", StringComparison.Ordinal) ? FolderSet.Of(home).Enter(word.Text[2..]) : FolderSet.Unknown;
    }

    /// <summary>Notes what the command does to variables, and which of its arguments are evaluated.</summary>
    public static void Note(SimpleCommand command, ParseNotes notes)
    {
        if (command.Words.Count == 0)
            return;
        var name = command.Words[0].IsLiteral ? command.Words[0].Text : "eval";
        switch (name)
        {
            case "eval" or "source" or "." or "trap" or "command" or "builtin" or "alias":
                notes.AnythingAssigned();
                break;
            case "declare" or "typeset" or "local" or "export" or "readonly":
                Declared(command, notes);
                break;
            case "let":
                notes.EvaluatesUnknown("the arguments of let", command.Start);
                break;
            case "read" or "mapfile" or "readarray" or "getopts" or "unset" or "printf" or "wait":
                Named(command, notes, name);
                break;
            case "test" or "[" when command.Words.Any(w => w.Splits || w is { IsLiteral: true, Text: "-v" or "-R" }):
                notes.EvaluatesUnknown("a test whose words are only known when it runs", command.Start);
                break;
        }
    }

    private static void Declared(SimpleCommand command, ParseNotes notes)
    {
        foreach (var word in command.Words.Skip(1))
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (word.Text is ['-' or '+', ..])
            {
                // -i makes every later assignment an evaluation, -n a name of a name.
                if (word.Text.AsSpan().ContainsAny("in") && command.Name != "export")
                    notes.EvaluatesUnknown("what a variable is set to", word.Start);
            }
            else if (equals <= 0 && !word.IsLiteral || word.Text.AsSpan(0, Math.Max(equals, 0)).ContainsAny("[$`"))
                notes.EvaluatesUnknown("the name of a variable", word.Start);
            else if (equals > 0)
                notes.Assigned(word.Text[..equals].TrimEnd('+'), long.TryParse(word.Text.AsSpan(equals + 1), out _));
        }
    }

    /// <summary>Builtins that set the variables their arguments name.</summary>
    private static void Named(SimpleCommand command, ParseNotes notes, string name)
    {
        var isPrintf = name == "printf";
        if (isPrintf && !command.Words.Any(w => w.Text.StartsWith("-v", StringComparison.Ordinal) || w.MayBeOption && !w.IsLiteral))
            return;
        foreach (var word in command.Words.Skip(1))
        {
            if (!word.IsLiteral && (!isPrintf || word.Splits) || word.IsLiteral && word.Text.Contains('[') && !isPrintf)
                notes.EvaluatesUnknown("the name of a variable", word.Start);
            if (isPrintf && word.Text.StartsWith("-v", StringComparison.Ordinal) && (word.Text.Length > 2 || command.Words.Any(w => w.Text.Contains('[') && w.Start > word.Start)))
                notes.EvaluatesUnknown("the name of a variable", word.Start);
            notes.Assigned(word.Text, isNumber: false);
            notes.Sets(word.Text.TrimStart('-').Split('[')[0], word.Start);
        }

        if (name is "mapfile" or "readarray" && command.Words.Any(w => w.Text.StartsWith("-C", StringComparison.Ordinal)))
            notes.EvaluatesUnknown("a callback", command.Start);
    }
}

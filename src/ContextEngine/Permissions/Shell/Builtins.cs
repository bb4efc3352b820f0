namespace Pith.Permissions.Shell;

/// <summary>Builtins that change what later commands mean: the folder and the variables.</summary>
internal static partial class Builtins
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
}

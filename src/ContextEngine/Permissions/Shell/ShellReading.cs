namespace Pith.Permissions.Shell;

/// <summary>
/// Everything a command line could start, or a refusal. The grammar is that of POSIX.1-2024 sh and of bash without <c>extglob</c>;
/// where shells disagree about a text, or a construct hides what runs, the reading is refused rather than guessed.
/// </summary>
public sealed class ShellReading
{
    private ShellReading(ParseNotes notes) =>
        (Commands, Evaluations, Settings, Documents, Refusal) = (notes.Commands, notes.Evaluations, notes.Settings, notes.Documents, notes.Refusal);

    /// <summary>Every simple command, in the order of the text: of lists, pipelines, compounds, functions, substitutions and here-documents.</summary>
    public IReadOnlyList<SimpleCommand> Commands { get; }

    /// <summary>Where values are evaluated that may hold commands.</summary>
    public IReadOnlyList<Evaluation> Evaluations { get; }

    /// <summary>The variables that are set by other means than a plain assignment.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>The here-documents, as they are written.</summary>
    internal IReadOnlyList<string> Documents { get; }

    /// <summary>Why the text was not read to its end; null where it was.</summary>
    public Refusal? Refusal { get; }

    private ShellReading(ShellReading reading, IReadOnlyList<SimpleCommand> commands) =>
        (Commands, Evaluations, Settings, Documents, Refusal) = (commands, reading.Evaluations, reading.Settings, reading.Documents, reading.Refusal);

    /// <summary>The same reading with other commands.</summary>
    internal ShellReading With(IReadOnlyList<SimpleCommand> commands) => new(this, commands);

    /// <summary>Reads a command line; time and memory grow with its length, nesting is bounded.</summary>
    /// <param name="text">The command line, of any length.</param>
    /// <param name="folder">The absolute path of the folder it starts in.</param>
    /// <param name="home">What <c>~</c> is; null where nobody knows.</param>
    public static ShellReading Of(string text, string folder = "/", string? home = null) => Of(text, FolderSet.Of(folder), home);

    /// <summary>Reads a script that starts in one of some folders.</summary>
    internal static ShellReading Of(string text, FolderSet folders, string? home)
    {
        ArgumentNullException.ThrowIfNull(text);
        var notes = new ParseNotes(home);
        var parser = new ShellParser(text, notes, folders);
        parser.Script();
        notes.Finish();
        return new ShellReading(notes);
    }
}

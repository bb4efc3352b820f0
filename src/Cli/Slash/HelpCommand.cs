namespace Pith.Cli.Slash;

/// <summary><c>/help</c>: the commands, and the keys that cannot be guessed.</summary>
internal sealed class HelpCommand : ISlashCommand
{
    private static readonly (string Form, string Says)[] Keys =
    [
        ("Enter", "send"),
        ("Alt-Enter, Ctrl-J, \\ Enter", "new line"),
        ("Up, Down, Ctrl-R", "earlier prompts; search them"),
        ("Tab", "complete a /command or an @path"),
        ("Shift-Tab", "next permission mode"),
        ("!COMMAND", "run a command yourself; the model sees its output"),
        ("Esc, Ctrl-C", "interrupt; Ctrl-C twice at an empty prompt leaves"),
        ("Ctrl-D", "leave"),
    ];

    private const int FormWidth = 28, Widest = 52;

    public string Name => "help";

    public string Operand => "";

    public string Summary => "Show the commands and keys";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        var rows = new SlashRows(call, FormWidth, Widest);
        foreach (var command in SlashCommands.All)
            rows.Print(Form(command), command.Summary);
        call.Print("");
        foreach (var (form, says) in Keys)
            rows.Print(form, says);
        return new(SlashEffect.None);
    }

    private static string Form(ISlashCommand command) => command.Operand.Length == 0 ? $"/{command.Name}" : $"/{command.Name} {command.Operand}";
}

using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary>The table itself as text: help, manual, completions.</summary>
internal static class PageCommands
{
    public static readonly Command Completions = new("completions", "Print the completion script of a shell")
    {
        Operands = "bash|zsh|fish",
        Fewest = 1,
        Most = 1,
        Completes = Completion.Shell,
        Examples =
        [
            new("source <(pith completions bash)", "for this bash"),
            new("pith completions zsh > ~/.zfunc/_pith", "for every zsh whose fpath has ~/.zfunc"),
            new("pith completions fish > ~/.config/fish/completions/pith.fish", "for every fish"),
        ],
        Run = static asked => PageVerbs.Completions(asked, CommandTable.Root),
    };

    public static readonly Command Man = new("man", "Print the man page")
    {
        Examples = [new("pith man > ~/.local/share/man/man1/pith.1", "then: man pith")],
        Run = static asked => PageVerbs.Man(asked, CommandTable.Root),
    };

    public static readonly Command Help = new("help", "Show help for pith or for a command")
    {
        Operands = "[COMMAND…|formats]",
        Most = 2,
        Completes = Completion.Command,
        Examples = [new("pith help store put", "the same as pith store put --help")],
        Run = static asked => PageVerbs.Help(asked, CommandTable.Root),
    };

    public static readonly Command Version = new("version", "Show the version")
    {
        Examples = [new("pith version", "the same as pith --version")],
        Run = PageVerbs.Version,
    };
}

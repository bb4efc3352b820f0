using Pith.Cli.Arguments;

namespace Pith.Cli.Slash;

/// <summary>Every slash command, in the order <c>/help</c> shows them.</summary>
internal static class SlashCommands
{
    public static readonly ISlashCommand[] All =
    [
        new HelpCommand(),
        new StatusCommand(),
        new CostCommand(),
        new ModelCommand(),
        new ContextCommand(),
        new CompactCommand(),
        new UncollapseCommand(),
        new PinCommand(),
        new UnpinCommand(),
        new RewindCommand(),
        new ClearCommand(),
        new ExitCommand(),
    ];

    /// <summary>Whether a line is meant as a command: a path such as <c>/etc/hosts is odd</c> is a prompt.</summary>
    public static bool IsCommand(string line) =>
        line is ['/', ..] && NameOf(line) is { Length: > 0 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>The command of a line and its argument, or a failure that names the nearest.</summary>
    public static (ISlashCommand Command, string Argument) Find(string line)
    {
        var name = NameOf(line);
        foreach (var command in All)
            if (command.Name == name)
                return (command, line[(name.Length + 1)..].Trim());
        var nearest = Suggestion.For(name, All.Select(c => c.Name));
        throw Failure.Usage($"there is no command /{name}; {(nearest is null ? "" : $"did you mean /{nearest}? ")}/help lists them");
    }

    private static string NameOf(string line)
    {
        var end = line.AsSpan(1).IndexOfAny(" \t\n");
        return end < 0 ? line[1..] : line[1..(end + 1)];
    }
}

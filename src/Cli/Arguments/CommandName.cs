using Pith.Cli.Commands;

namespace Pith.Cli.Arguments;

/// <summary>The name of a command as a person wrote it.</summary>
internal static class CommandName
{
    /// <summary>The command of that name, or a failure that names the nearest.</summary>
    public static Command Find(string word, string parent, Command[] commands)
    {
        foreach (var command in commands)
            if (command.Name == word)
                return command;
        var program = parent.Length == 0 ? "pith" : $"pith {parent}";
        var nearest = Suggestion.For(word, commands.Select(c => c.Name));
        throw Failure.Usage($"there is no command '{program} {Failure.Shown(word)}'; {(nearest is null ? "" : $"did you mean '{program} {nearest}'? ")}'{program} --help' lists them");
    }
}

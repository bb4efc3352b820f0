using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Pages;

/// <summary>The completion script for fish.</summary>
internal static class FishCompletion
{
    public static string Text(Command program)
    {
        var script = new StringBuilder("# fish completion for pith; made by 'pith completions fish'\ncomplete -c pith -f\n");
        Add(script, program, "__fish_use_subcommand", program);
        foreach (var command in program.Commands)
        {
            script.Append($"complete -c pith -n __fish_use_subcommand -a {command.Name} -d {Quoted(command.Summary)}\n");
            Add(script, program, Seen(command.Name), command);
            var none = $"{Seen(command.Name)}; and not {Seen(string.Join(' ', command.Commands.Select(c => c.Name)))}";
            foreach (var sub in command.Commands)
            {
                script.Append($"complete -c pith -n {Quoted(none)} -a {sub.Name} -d {Quoted(sub.Summary)}\n");
                Add(script, program, $"{Seen(command.Name)}; and {Seen(sub.Name)}", sub);
            }
        }

        foreach (var flag in Flags.Everywhere)
            script.Append($"complete -c pith{Form(flag)}\n");
        return script.ToString();
    }

    private static void Add(StringBuilder script, Command program, string condition, Command command)
    {
        if (command.Completes == Completion.File)
            script.Append($"complete -c pith -n {Quoted(condition)} -F\n");
        else if (command.Completes != Completion.None)
            script.Append($"complete -c pith -n {Quoted(condition)} -a {Quoted(string.Join(' ', BashCompletion.OperandWords(program, command)))}\n");
        foreach (var flag in command.Flags)
            script.Append($"complete -c pith -n {Quoted(condition)}{Form(flag)}\n");
    }

    private static string Form(Flag flag)
    {
        var value = flag.Value is null ? "" : flag.Completes == Completion.File ? " -r -F" : flag.Choices.Length > 0 ? $" -x -a {Quoted(string.Join(' ', flag.Choices))}" : " -x";
        return $"{(flag.Short == 0 ? "" : $" -s {flag.Short}")} -l {flag.Name}{value} -d {Quoted(flag.Summary)}";
    }

    private static string Seen(string names) => $"__fish_seen_subcommand_from {names}";

    /// <summary>Single-quoted for fish, which escapes inside quotes.</summary>
    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

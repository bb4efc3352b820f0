using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Pages;

/// <summary>The completion script for bash; needs nothing beside bash itself.</summary>
internal static class BashCompletion
{
    public static string Text(Command program)
    {
        var script = new StringBuilder("""
            # bash completion for pith; made by 'pith completions bash'
            _pith() {
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= words= files= i
              COMPREPLY=()
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "$command/${COMP_WORDS[i]}" in

            """);
        foreach (var command in program.Commands)
        {
            script.Append($"      /{command.Name}) command={command.Name} ;;\n");
            foreach (var sub in command.Commands)
                script.Append($"      {command.Name}/{sub.Name}) command={command.Name}/{sub.Name} ;;\n");
        }

        script.Append("    esac\n  done\n  case \"$prev\" in\n");
        foreach (var flag in program.Leaves.SelectMany(l => l.Command.Flags).Where(f => f.Value is not null).Distinct())
            script.Append($"    {(flag.Short == 0 ? "" : $"-{flag.Short}|")}--{flag.Name}) {ValueOf(flag)}; return ;;\n");
        script.Append("  esac\n  case \"$command\" in\n");
        Case(script, program, "''", program);
        foreach (var command in program.Commands)
        {
            Case(script, program, command.Name, command);
            foreach (var sub in command.Commands)
                Case(script, program, $"{command.Name}/{sub.Name}", sub);
        }

        script.Append("""
              esac
              COMPREPLY=($(compgen -W "$words" -- "$cur"))
              if [[ -n $files && $cur != -* ]]; then
                compopt -o filenames 2>/dev/null
                COMPREPLY+=($(compgen -f -- "$cur"))
              fi
            }
            complete -F _pith pith

            """);
        return script.ToString();
    }

    private static string ValueOf(Flag flag) =>
        flag.Completes == Completion.File ? "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\"))"
        : $"COMPREPLY=($(compgen -W \"{string.Join(' ', flag.Choices)}\" -- \"$cur\"))";

    private static void Case(StringBuilder script, Command program, string pattern, Command command)
    {
        var words = command.Commands.Select(c => c.Name)
            .Concat(OperandWords(program, command))
            .Concat(command.Flags.Concat(Flags.Everywhere).Select(f => $"--{f.Name}"));
        script.Append($"    {pattern}) words=\"{string.Join(' ', words)}\"{(command.Completes == Completion.File ? " files=1" : "")} ;;\n");
    }

    /// <summary>Operands that come from a known list.</summary>
    public static IEnumerable<string> OperandWords(Command program, Command command) => command.Completes switch
    {
        Completion.Command => [.. program.Commands.Select(c => c.Name), .. Topic.All.Select(t => t.Name)],
        Completion.Shell => ["bash", "zsh", "fish"],
        _ => [],
    };
}

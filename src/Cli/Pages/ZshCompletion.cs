using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Pages;

/// <summary>The completion script for zsh: to be sourced, or to lie in <c>fpath</c> as <c>_pith</c>.</summary>
internal static class ZshCompletion
{
    public static string Text(Command program)
    {
        var script = new StringBuilder("#compdef pith\n# zsh completion for pith; made by 'pith completions zsh'\n_pith() {\n  local -a commands\n");
        Choose(script, program, "  ", 2, program.Commands, program);
        script.Append("  case \"$words[2]\" in\n");
        foreach (var command in program.Commands)
        {
            script.Append($"    {command.Name})\n");
            if (command.Commands.Length == 0)
                Specify(script, program, "      ", command);
            else
                Nested(script, program, command);
            script.Append("      ;;\n");
        }

        script.Append("  esac\n}\nif [ \"$funcstack[1]\" = _pith ]; then\n  _pith \"$@\"\nelse\n  compdef _pith pith\nfi\n");
        return script.ToString();
    }

    private static void Nested(StringBuilder script, Command program, Command command)
    {
        Choose(script, program, "      ", 3, command.Commands, command);
        script.Append("      case \"$words[3]\" in\n");
        foreach (var sub in command.Commands)
        {
            script.Append($"        {sub.Name})\n");
            Specify(script, program, "          ", sub);
            script.Append("          ;;\n");
        }

        script.Append("      esac\n");
    }

    private static void Choose(StringBuilder script, Command program, string indent, int position, Command[] commands, Command parent)
    {
        script.Append($"{indent}if (( CURRENT == {position} )); then\n{indent}  commands=(\n");
        foreach (var command in commands)
            script.Append($"{indent}    {Quoted($"{command.Name}:{command.Summary}")}\n");
        script.Append($"{indent}  )\n{indent}  _describe command commands\n");
        Specify(script, program, indent + "  ", parent);
        script.Append($"{indent}  return\n{indent}fi\n");
    }

    private static void Specify(StringBuilder script, Command program, string indent, Command command)
    {
        script.Append($"{indent}_arguments");
        foreach (var flag in command.Flags.Concat(Flags.Everywhere))
            script.Append($" \\\n{indent}  {Specification(flag)}");
        if (command.Completes == Completion.File)
            script.Append($" \\\n{indent}  '*:file:_files'");
        else if (command.Completes != Completion.None)
            script.Append($" \\\n{indent}  '*:word:({string.Join(' ', BashCompletion.OperandWords(program, command))})'");
        script.Append('\n');
    }

    private static string Specification(Flag flag)
    {
        var summary = flag.Summary.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
        var value = flag.Value is null ? "" : $":{flag.Value}:{(flag.Completes == Completion.File ? "_files" : flag.Choices.Length > 0 ? $"({string.Join(' ', flag.Choices)})" : " ")}";
        return flag.Short == 0
            ? Quoted($"--{flag.Name}{(flag.Value is null ? "" : "=")}[{summary}]{value}")
            : Quoted($"(-{flag.Short} --{flag.Name})") + $"{{-{flag.Short},--{flag.Name}}}" + Quoted($"[{summary}]{value}");
    }

    /// <summary>Single-quoted for a POSIX-like shell.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

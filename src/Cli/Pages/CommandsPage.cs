using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Pages;

/// <summary>docs/commands.md; a test holds the file to this text.</summary>
internal static class CommandsPage
{
    public static string Text(Command program)
    {
        var page = new StringBuilder("# The commands\n\nMade from the command table in `src/Cli/Tables`; change that, then run `./dev goldens`.\n\n");
        page.Append("pith ").Append(program.Summary).Append(".\n\n");
        Table(page, "command", program.Leaves.Select(l => ($"[`pith {l.Name}`](#pith-{l.Name.Replace(' ', '-')})", l.Command.Summary)));
        foreach (var (name, command) in program.Leaves)
            AppendCommand(page, name, command);
        page.Append("## Flags for every command\n\n");
        Table(page, "flag", program.Flags.Concat(Flags.Everywhere).Select(f => ($"`{f.Form}`", f.Whole)));
        foreach (var topic in Topic.All)
        {
            page.Append("## ").Append(char.ToUpperInvariant(topic.Name[0])).Append(topic.Name[1..]).Append("\n\n")
                .Append(char.ToUpperInvariant(topic.Summary[0])).Append(topic.Summary[1..]).Append(".\n\n");
            Table(page, "format", topic.Rows);
        }

        page.Append("## Exit codes\n\n");
        Table(page, "code", ExitCode.All.Select(e => (e.Code.ToString(), e.Meaning)));
        page.Append("## Environment\n\n");
        Table(page, "variable", EnvironmentVariable.All.Select(v => ($"`{v.Name}`", v.Says)));
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendCommand(StringBuilder page, string name, Command command)
    {
        page.Append("## pith ").Append(name).Append("\n\n").Append(command.Summary).Append(".\n\n```\n").Append(HelpPage.Usage(name, command)).Append("\n```\n\n");
        foreach (var paragraph in command.Details)
            page.Append(Escape(paragraph)).Append("\n\n");
        if (command.Flags.Length > 0)
            Table(page, "flag", command.Flags.Select(f => ($"`{f.Form}`", f.Whole)));
        page.Append("```sh\n");
        foreach (var example in command.Examples)
            page.Append(example.Line).Append("   # ").Append(example.Says).Append('\n');
        page.Append("```\n\n");
        if (command.Flags.Contains(Flags.Json))
            page.Append("JSON: [schemas/").Append(name.Replace(' ', '-')).Append(".md](schemas/").Append(name.Replace(' ', '-')).Append(".md)\n\n");
    }

    private static void Table(StringBuilder page, string title, IEnumerable<(string Left, string Right)> rows)
    {
        page.Append("| ").Append(title).Append(" | what it is |\n|---|---|\n");
        foreach (var (left, right) in rows)
            page.Append("| ").Append(left.Replace("|", "\\|", StringComparison.Ordinal)).Append(" | ").Append(Escape(right).Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        page.Append('\n');
    }

    private static string Escape(string text) => text.Replace("~", "\\~", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}

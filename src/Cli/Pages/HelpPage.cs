using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Pages;

/// <summary>What <c>--help</c> prints, in at most 100 columns.</summary>
internal static class HelpPage
{
    private const int Width = 100;

    public static void Write(string name, Command command, Stream output)
    {
        var page = new StringBuilder();
        if (name.Length == 0)
            WriteProgram(page, command);
        else
            WriteCommand(page, name, command);
        output.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    /// <summary>A topic that is no command.</summary>
    public static void Write(Topic topic, Stream output)
    {
        var page = new StringBuilder($"pith help {topic.Name}: {topic.Summary}\n");
        Section(page, "Formats", topic.Rows);
        output.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    private static void WriteProgram(StringBuilder page, Command program)
    {
        page.Append("pith ").Append(program.Summary).Append("\n\nUsage: pith COMMAND [FLAGS] [OPERANDS]\n");
        Section(page, "Commands", program.Commands.Select(c => (c.Name, c.Summary)));
        Section(page, "Flags", program.Flags.Concat(Flags.Everywhere).Select(f => (f.Form, f.Whole)));
        Examples(page, program.Commands.Where(c => c.Name is "count" or "inspect" or "compact").Select(c => c.Examples[0]));
        Section(page, "Exit codes", ExitCode.All.Select(e => (e.Code.ToString(), e.Meaning)));
        Section(page, "Environment", EnvironmentVariable.All.Select(v => (v.Name, v.Says)));
        page.Append("\n'pith COMMAND --help' explains a command, 'pith help formats' the transcripts that can be read; 'pith man'\nprints the whole as a man page.\n");
    }

    private static void WriteCommand(StringBuilder page, string name, Command command)
    {
        page.Append("pith ").Append(name).Append(": ").Append(command.Summary).Append("\n\nUsage: ").Append(Usage(name, command)).Append('\n');
        foreach (var paragraph in command.Details)
        {
            page.Append('\n');
            Wrap(page, paragraph, 0, 0);
        }

        if (command.Commands.Length > 0)
            Section(page, "Commands", command.Commands.Select(c => (c.Name, c.Summary)));
        Section(page, "Flags", command.Flags.Concat(Flags.Everywhere).Select(f => (f.Form, f.Whole)));
        Examples(page, command.Commands.Length > 0 ? command.Commands.Select(c => c.Examples[0]) : command.Examples);
    }

    /// <summary>The usage line; required flags stand in it by themselves.</summary>
    public static string Usage(string name, Command command)
    {
        var required = command.Flags.Contains(Flags.Budget) ? $" {Flags.Budget.Form}" : "";
        var operands = command.Operands.Length == 0 ? "" : $" {command.Operands}";
        return $"pith {name}{operands}{required} [FLAGS]";
    }

    private static void Section(StringBuilder page, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        var indent = Math.Min(all.Max(r => r.Left.Length), 26) + 4;
        page.Append('\n').Append(title).Append(":\n");
        foreach (var (left, right) in all)
        {
            page.Append("  ").Append(left);
            if (left.Length + 4 > indent)
                page.Append('\n').Append(' ', indent);
            else
                page.Append(' ', indent - left.Length - 2);
            Wrap(page, right, indent, indent);
        }
    }

    private static void Examples(StringBuilder page, IEnumerable<Example> examples)
    {
        page.Append("\nExamples:\n");
        foreach (var example in examples)
            page.Append("  ").Append(example.Line).Append("\n      ").Append(example.Says).Append('\n');
    }

    /// <summary>Appends words, breaking lines before <see cref="Width"/>.</summary>
    private static void Wrap(StringBuilder page, string text, int column, int indent)
    {
        var first = true;
        foreach (var word in text.Split(' '))
        {
            if (!first && column + 1 + word.Length > Width)
            {
                page.Append('\n').Append(' ', indent);
                column = indent;
                first = true;
            }

            if (!first)
                page.Append(' ');
            page.Append(word);
            column += word.Length + (first ? 0 : 1);
            first = false;
        }

        page.Append('\n');
    }
}

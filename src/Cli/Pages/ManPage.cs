using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Pages;

/// <summary>The manual as roff, for <c>man</c> and <c>mandoc</c>.</summary>
internal static class ManPage
{
    public static string Text(Command program)
    {
        var page = new StringBuilder();
        page.Append(".TH PITH 1 \"\" \"pith ").Append(Product.Version).Append("\" \"User Commands\"\n.SH NAME\npith \\- ")
            .Append(Escape(program.Summary)).Append("\n.SH SYNOPSIS\n");
        foreach (var (name, command) in program.Leaves)
            page.Append(".B ").Append(Escape(HelpPage.Usage(name, command))).Append("\n.br\n");
        page.Append(".SH FLAGS FOR EVERY COMMAND\n");
        foreach (var flag in program.Flags.Concat(Flags.Everywhere))
            Term(page, flag.Form, flag.Whole);
        page.Append(".SH COMMANDS\n");
        foreach (var (name, command) in program.Leaves)
            AppendCommand(page, name, command);
        foreach (var topic in Topic.All)
        {
            page.Append(".SH ").Append(topic.Name.ToUpperInvariant()).Append('\n');
            Paragraph(page, char.ToUpperInvariant(topic.Summary[0]) + topic.Summary[1..] + ":");
            foreach (var (name, says) in topic.Rows)
                Term(page, name, says);
        }

        page.Append(".SH EXIT STATUS\n");
        foreach (var (code, meaning) in ExitCode.All)
            Term(page, code.ToString(), meaning);
        page.Append(".SH ENVIRONMENT\n");
        foreach (var variable in EnvironmentVariable.All)
            Term(page, variable.Name, variable.Says);
        return page.ToString();
    }

    private static void AppendCommand(StringBuilder page, string name, Command command)
    {
        page.Append(".SS ").Append(Escape(HelpPage.Usage(name, command))).Append('\n');
        Paragraph(page, command.Summary + ".");
        foreach (var paragraph in command.Details)
            Paragraph(page, paragraph);
        foreach (var flag in command.Flags)
            Term(page, flag.Form, flag.Whole);
        foreach (var example in command.Examples)
            page.Append(".PP\nExample: ").Append(Escape(example.Says)).Append("\n.PP\n.nf\n.RS\n").Append(Escape(example.Line)).Append("\n.RE\n.fi\n");
    }

    private static void Paragraph(StringBuilder page, string text) => page.Append(".PP\n").Append(Escape(text)).Append('\n');

    private static void Term(StringBuilder page, string term, string text) =>
        page.Append(".TP\n.B ").Append(Escape(term)).Append('\n').Append(Escape(text)).Append('\n');

    /// <summary>Backslashes, dashes that must stay ASCII, and a first character that roff would take for a request.</summary>
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("~", "\\(ti", StringComparison.Ordinal).Replace("…", "...", StringComparison.Ordinal)
            .Replace("'", "\\(aq", StringComparison.Ordinal);
        return escaped.StartsWith('.') ? "\\&" + escaped : escaped;
    }
}

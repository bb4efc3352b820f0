using System.Text;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Pages;

namespace Pith.Cli.Verbs;

/// <summary>The commands that print what the table says.</summary>
internal static class PageVerbs
{
    public static int Completions(Invocation invocation, Command program)
    {
        var shell = invocation.Operands[0];
        return Print(invocation, shell switch
        {
            "bash" => BashCompletion.Text(program),
            "zsh" => ZshCompletion.Text(program),
            "fish" => FishCompletion.Text(program),
            _ => throw Failure.Usage($"there are completions for bash, zsh and fish, not for '{Failure.Shown(shell)}'"),
        });
    }

    public static int Man(Invocation invocation, Command program) => Print(invocation, ManPage.Text(program));

    public static int Help(Invocation invocation, Command program)
    {
        if (invocation.Operands is [var asked] && Array.Find(Topic.All, t => t.Name == asked) is { } topic)
        {
            HelpPage.Write(topic, invocation.Around.Out);
            return ExitCode.Done;
        }

        var (name, command) = ("", program);
        foreach (var word in invocation.Operands)
        {
            if (command.Commands.Length == 0)
                throw Failure.Usage($"'pith {name}' has no commands below it; 'pith help {name}' explains it");
            command = CommandName.Find(word, name, command.Commands);
            name = name.Length == 0 ? word : $"{name} {word}";
        }

        HelpPage.Write(name, command, invocation.Around.Out);
        return ExitCode.Done;
    }

    /// <summary>The version as <c>--version</c> prints it.</summary>
    public static int Version(Invocation invocation) => Print(invocation, VersionLine);

    /// <summary>What scripts read.</summary>
    public static string VersionLine => $"pith {Product.Version}\n";

    private static int Print(Invocation invocation, string text)
    {
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes(text));
        return ExitCode.Done;
    }
}

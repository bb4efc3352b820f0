using System.Text;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Pages;

namespace Pith.Cli.Verbs;

/// <summary>The commands that print what the table says.</summary>
internal static class PageVerbs
{
    public static int Completions(Invocation invocation)
    {
        var shell = invocation.Operands[0];
        return Print(invocation, shell switch
        {
            "bash" => BashCompletion.Text(),
            "zsh" => ZshCompletion.Text(),
            "fish" => FishCompletion.Text(),
            _ => throw Failure.Usage($"there are completions for bash, zsh and fish, not for '{CommandLine.Shown(shell)}'"),
        });
    }

    public static int Man(Invocation invocation) => Print(invocation, ManPage.Text());

    public static int Help(Invocation invocation)
    {
        if (invocation.Operands is [var asked] && Array.Find(Topic.All, t => t.Name == asked) is { } topic)
        {
            HelpPage.Write(topic, invocation.Around.Out);
            return ExitCode.Done;
        }

        var (name, command) = ("", CommandLine.Root);
        foreach (var word in invocation.Operands)
        {
            if (command.Commands.Length == 0)
                throw Failure.Usage($"'pith {name}' has no commands below it; 'pith help {name}' explains it");
            command = CommandLine.Find(word, name, command.Commands);
            name = name.Length == 0 ? word : $"{name} {word}";
        }

        HelpPage.Write(name, command, invocation.Around.Out);
        return ExitCode.Done;
    }

    public static int Version(Invocation invocation)
    {
        invocation.Around.Out.Write(App.VersionLine);
        return ExitCode.Done;
    }

    private static int Print(Invocation invocation, string text)
    {
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes(text));
        return ExitCode.Done;
    }
}

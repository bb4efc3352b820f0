using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Commands that may run another which stands nowhere in their words. Where rules deny commands, such a one cannot be compared with them.</summary>
internal static class Concealment
{
    /// <summary>Why a command may hide what a rule names, or null.</summary>
    public static string? Why(SimpleCommand command, CommandForms forms)
    {
        foreach (var assignment in command.Assignments)
            if (assignment.Name is "BASH_ENV" or "ENV" or "PROMPT_COMMAND" or "BASH_ALIASES" or "BASH_CMDS" or "PS0" or "PS4" || assignment.Name.StartsWith("GIT_", StringComparison.Ordinal))
                return $"{assignment.Name} may make a shell or git run something else";
        return forms.Starts.Select(at => Why(command.Words, at)).FirstOrDefault(why => why is not null);
    }

    private static string? Why(IReadOnlyList<ShellWord> words, int at)
    {
        var (name, rest) = (Launchers.NameOf(words[at]), words.Skip(at + 1).ToArray());
        if (!words[at].IsLiteral)
            return IsStart(words, at) ? $"which program {words[at].Text} is, is only known when it runs" : null;
        if (Launchers.IsShell(name))
            return WhyShell(words, at, rest);
        var runs = name switch
        {
            "eval" => rest.Length > 1 || rest.Any(w => !w.IsLiteral),
            "trap" => rest.Length > 0 && !(rest[0].IsLiteral && rest[0].Text is "-" or "" or "-l" or "-p"),
            "alias" => rest.Any(w => !w.IsLiteral || w.Text.Contains('=')),
            "hash" or "enable" or "bind" or "complete" or "compgen" or "jobs" => rest.Any(w => !w.IsLiteral || w.Text.StartsWith('-') && w.Text.AsSpan().ContainsAny("pfxCF")),
            "source" or "." => rest.Any(IsNoPlainFile),
            "env" => rest.Any(w => w.Text.StartsWith("-S", StringComparison.Ordinal) || w.Text.StartsWith("--s", StringComparison.Ordinal) || w.Text is ['-', not '-', ..] && w.Text.Contains('S')),
            "su" or "script" or "watch" or "flock" or "parallel" => rest.Any(w => !w.IsLiteral || w.Text.Any(" \t\n;|&$`(<>".Contains)),
            "xargs" => rest.Any(w => w.Text.StartsWith("-I", StringComparison.Ordinal) || w.Text.StartsWith("-i", StringComparison.Ordinal) || w.Text.StartsWith("-J", StringComparison.Ordinal) || w.Text.StartsWith("--r", StringComparison.Ordinal) || w.Text.StartsWith("-a", StringComparison.Ordinal)),
            "git" => words.Skip(at + 1).Take(GitCommand.At(words, at + 1) - at).Any(w => w.Splits || w.Text.Contains("alias.", StringComparison.OrdinalIgnoreCase) || w.Text.StartsWith("--config-env", StringComparison.Ordinal)),
            _ => false,
        };
        if (!runs && Launchers.Launches(name) && words.Take(at).Any(w => Launchers.NameOf(w) is "xargs") && rest.All(w => w.Text.StartsWith('-')))
            runs = true;
        return runs ? $"what {name} will run cannot be told from the text" : null;
    }

    /// <summary>A shell runs a file that is named, or else a text: one that is literal is read with the line, any other is hidden.</summary>
    private static string? WhyShell(IReadOnlyList<ShellWord> words, int at, ShellWord[] rest)
    {
        if (rest is [{ IsLiteral: true, Text: "--version" or "--help" }])
            return null;
        if (Launchers.Script(words, at) is { } script)
            return script.IsLiteral && script.Text is not (['-' or '+', ..]) ? null : "what the shell is told to run is only known when it runs";
        for (var i = 0; i < rest.Length; i++)
        {
            var text = rest[i].Text;
            if (!rest[i].IsLiteral)
                break;
            if (text is ['-' or '+', ..])
            {
                if (text is ['-', not '-', ..] && text.Contains('s'))
                    break;
                i += text is ['-' or '+', not '-', ..] && text[^1] is 'o' or 'O' || text is "--rcfile" or "--init-file" ? 1 : 0;
            }
            else if (!IsNoPlainFile(rest[i]))
                return null;
            else
                break;
        }

        return "the shell runs what it reads, which cannot be told from the text";
    }

    private static bool IsNoPlainFile(ShellWord word) => !word.IsLiteral || word.Text.StartsWith("/dev/", StringComparison.Ordinal) || word.Text.StartsWith("/proc/", StringComparison.Ordinal);

    /// <summary>Whether a word behind a launcher may be the command: all words before it may belong to options, save one of a few launchers.</summary>
    private static bool IsStart(IReadOnlyList<ShellWord> words, int at)
    {
        var launcher = at - 1;
        while (launcher >= 0 && !Launchers.Launches(Launchers.NameOf(words[launcher])))
            launcher--;
        if (launcher < 0)
            return true;
        var free = Launchers.NameOf(words[launcher]) is "timeout" or "flock" or "chroot" or "taskset" or "chrt" or "su" or "script" ? 1 : 0;
        for (var i = launcher + 1; i < at; i++)
            if (!words[i].Text.StartsWith('-') && !words[i].Text.Contains('=') && !words[i - 1].Text.StartsWith('-') && --free < 0)
                return false;
        return true;
    }
}

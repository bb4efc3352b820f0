using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Texts that a command hands to a shell as arguments, at once or for later. Where a text is not literal it is read as it is written: its variables stay variables.</summary>
internal static class GivenScripts
{
    /// <summary>The texts that the command at a place is given; too many do no harm, since they may only forbid.</summary>
    public static IEnumerable<string> Of(SimpleCommand command, int at) =>
        // What these put in the place of the braces nobody can tell.
        command.Words.Take(at + 1).Any(w => Launchers.NameOf(w) is "xargs" or "parallel" or "sem")
            ? Written(command, at).Select(text => text.Replace("{}", "\"$@\"", StringComparison.Ordinal))
            : Written(command, at);

    private static IEnumerable<string> Written(SimpleCommand command, int at)
    {
        var (words, name) = (command.Words, Launchers.NameOf(command.Words[at]));
        var rest = words.Skip(at + 1).ToArray();
        if (Launchers.Script(words, at) is { } script)
            yield return script.Text;
        switch (name)
        {
            case "eval":
                yield return Joined(rest);
                break;
            case "trap" when rest.Length > 0:
                yield return rest[0].Text is "--" && rest.Length > 1 ? rest[1].Text : rest[0].Text;
                break;
            case "alias":
                foreach (var word in rest.Where(w => w.Text.Contains('=')))
                    yield return word.Text[(word.Text.IndexOf('=', StringComparison.Ordinal) + 1)..];
                break;
            case "env":
                if (rest.Select((_, i) => SplitBy(rest, i)).FirstOrDefault(text => text is not null) is { } split)
                    yield return split;
                break;
            default:
                foreach (var text in Named(name, rest))
                    yield return text;
                break;
        }

        // What these hold is run by whoever reads them.
        foreach (var assignment in command.Assignments)
            if (RunsLater(assignment.Name))
                yield return assignment.Value.Text.TrimStart('!');
    }

    /// <summary>What the aliases of a line make of the commands behind them; a shell takes them as it reads, so the order of the text is theirs.</summary>
    /// <param name="commands">The commands of the line.</param>
    public static IEnumerable<(string Script, SimpleCommand Command)> Aliased(IReadOnlyList<SimpleCommand> commands)
    {
        Dictionary<string, string>? aliases = null;
        foreach (var command in commands)
            if (aliases is not null && aliases.TryGetValue(command.Name, out var said))
                yield return ($"{said} {string.Join(' ', command.Words.Skip(1).Select(Quoted))}", command);
            else if (command.Name == "alias")
                foreach (var word in command.Words)
                    if (word.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                        (aliases ??= new(StringComparer.Ordinal))[word.Text[..equals]] = word.Text[(equals + 1)..];
    }

    /// <summary>Whether the command runs what it reads, or what another command says.</summary>
    public static bool RunsWhatItReads(SimpleCommand command, int at)
    {
        var (words, name) = (command.Words, Launchers.NameOf(command.Words[at]));
        if (!words[at].IsLiteral)
            return true;
        if (name is "source" or ".")
            return words.Skip(at + 1).Any(w => !w.IsLiteral || w.Text.StartsWith("/dev/", StringComparison.Ordinal) || w.Text.StartsWith("/proc/", StringComparison.Ordinal));
        if (name is "at" or "batch" or "parallel" or "sem" or "crontab" or "eval" || Launchers.Script(words, at) is { IsLiteral: false })
            return true;
        return Launchers.IsShell(name) && (Launchers.Script(words, at) is null || words.Take(at).Any(w => Launchers.NameOf(w) is "xargs" or "parallel"));
    }

    /// <summary>What the command would say to such a one: of <c>echo</c> and <c>printf</c>, in variables, in here-documents and here-strings.</summary>
    public static IEnumerable<string> SaidBy(SimpleCommand command)
    {
        foreach (var redirection in command.Redirections)
            if (redirection.Kind == RedirectionKind.Text)
                yield return redirection.Target.Text;
        foreach (var assignment in command.Assignments)
            if (assignment.Value.Text.Contains(' '))
                yield return assignment.Value.Text;
        var at = command.Words.Count > 0 ? Innermost(command.Words) : 0;
        var name = at < command.Words.Count ? Launchers.NameOf(command.Words[at]) : "";
        if (name is not ("echo" or "printf" or "yes"))
            yield break;
        var said = command.Words.Skip(at + 1).SkipWhile(w => w.Text is "-e" or "-n" or "-E" or "-en" or "-ne" or "--").ToArray();
        yield return Plain(Joined(said));
        foreach (var word in name == "printf" ? said : [])
            yield return Plain(word.Text);
    }

    private static int Innermost(IReadOnlyList<ShellWord> words)
    {
        var at = 0;
        while (Launchers.Inner(words, at) is > 0 and var next && next < words.Count)
            at = next;
        return at;
    }

    /// <summary>A word as a shell takes it for the same: one that is replaced stays what it is.</summary>
    internal static string Quoted(ShellWord word) => word.IsLiteral ? $"'{word.Text.Replace("'", "'\\''", StringComparison.Ordinal)}'" : word.Text;

    private static string Plain(string said) => said.Replace("\\n", "\n", StringComparison.Ordinal);

    private static string Joined(IEnumerable<ShellWord> words) => string.Join(' ', words.Select(w => w.Text));

    /// <summary>The text that an option of <c>env</c> splits into words, with what follows it.</summary>
    private static string? SplitBy(ShellWord[] rest, int i)
    {
        var text = rest[i].Text;
        if (text.StartsWith("--s", StringComparison.Ordinal) && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            return $"{text[(equals + 1)..]} {Joined(rest.Skip(i + 1))}";
        if (text is not ['-', not '-', ..] || text.IndexOf('S', StringComparison.Ordinal) is not (> 0 and var at))
            return text.StartsWith("--s", StringComparison.Ordinal) ? Joined(rest.Skip(i + 1)) : null;
        return $"{text[(at + 1)..]} {Joined(rest.Skip(i + 1))}";
    }

    /// <summary>Texts behind an option that means one, and words with blanks in them where the program gives those to a shell.</summary>
    private static IEnumerable<string> Named(string name, ShellWord[] rest)
    {
        if (name is "su" or "script" or "flock" or "runuser" or "sg" or "newgrp" or "capsh" or "nix-shell" or "xterm")
            for (var i = 0; i < rest.Length; i++)
            {
                var text = rest[i].Text;
                if (text is ['-', 'c', not '-', ..])
                    yield return text[2..];
                else if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && text.StartsWith("--", StringComparison.Ordinal))
                    yield return text[(equals + 1)..];
                if (i + 1 < rest.Length && (text is ['-', not '-', ..] && text.Contains('c') || text is "--command" or "--session-command" or "--run" or "-e"))
                    yield return rest[i + 1].Text;
            }
        if (name == "git" && !rest.Any(w => w.Text is "submodule" or "rebase" or "bisect" or "filter-branch" or "for-each-repo"))
        {
            // What follows is put behind what an alias says.
            for (var i = 0; i < rest.Length; i++)
                if (rest[i].Text.StartsWith("alias.", StringComparison.OrdinalIgnoreCase) && rest[i].Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && rest[i].Text[(equals + 1)..] is var said)
                    yield return $"{(said is ['!', .. var line] ? line : $"git {said}")} {Joined(rest.Skip(i + 2))}";
            for (var i = 0; i < rest.Length; i++)
                if (rest[i].Text.Contains(' ') && (i > 0 && rest[i - 1].Text is "-c" or "--upload-pack" or "--receive-pack" or "-x" or "--extcmd" || rest[0].Text == "config" || rest[i].Text.StartsWith("--upload-pack=", StringComparison.Ordinal) || rest[i].Text.StartsWith("--extcmd=", StringComparison.Ordinal)))
                    yield return rest[i].Text[(rest[i].Text.IndexOf('=', StringComparison.Ordinal) + 1)..].TrimStart('!');
            yield break;
        }

        if (WordTable.Has("docker podman nerdctl", name))
            foreach (var text in ContainerMounts.Told(rest))
                yield return text;

        if (WordTable.Has("tar gtar bsdtar cpio rsync zip vim vi nvim view ex ed less man gdb lldb sqlite3 psql mysql mariadb split sort socat ssh make gmake sed gsed", name))
            foreach (var word in rest)
                foreach (var text in Within(word.Text, name.EndsWith("sed", StringComparison.Ordinal)))
                    yield return text;

        if (name is "watch" or "hyperfine" or "parallel" or "sem" or "entr" or "watchexec" or "tmux" or "screen" or "sg" or "mispipe" or "nodemon" or "concurrently" or "ssh" or "git" or "npx" or "npm" or "script" or "expect" or "xterm" or "gnome-terminal" or "konsole")
            foreach (var word in rest.Where(w => w.Text.AsSpan().ContainsAny(" \t\n")))
                yield return word.Text.StartsWith("--", StringComparison.Ordinal) && word.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? word.Text[(equals + 1)..] : word.Text;
        if (name == "ssh")
            yield return Joined(rest.Skip(HostOf(rest) + 1));
    }

    /// <summary>The commands that an argument may hold which says more: <c>--checkpoint-action=exec=…</c>, <c>:!…</c>, <c>.shell …</c>, <c>EXEC:…</c>; of a script for <c>sed</c> only what it runs.</summary>
    private static IEnumerable<string> Within(string text, bool isScript)
    {
        if (!text.Contains(' '))
            yield break;
        if (!isScript)
            yield return text;
        for (var at = 0; at < Math.Min(text.Length, 200); at++)
            if (isScript ? text[at] == 'e' && at + 1 < text.Length && text[at + 1] == ' ' && (at == 0 || text[at - 1] is >= '0' and <= '9' or '/' or '$' or ';' or '{' or '}' or ' ' or '\n')
                : text[at] is '=' or '!' or ':' || text[at] == ' ' && !text.AsSpan(0, at).Contains(' '))
                yield return text[(at + 1)..];
    }

    /// <summary>Where <c>ssh</c> has its host; what follows runs there.</summary>
    private static int HostOf(ShellWord[] rest)
    {
        var at = 0;
        while (at < rest.Length && rest[at].Text is ['-', var option, ..] text)
            at += text.Length == 2 && "bcDEeFIiJLlmOopQRSWw".Contains(option) ? 2 : 1;
        return at;
    }

    private static bool RunsLater(string name) =>
        name.EndsWith("COMMAND", StringComparison.Ordinal) || name.EndsWith("PAGER", StringComparison.Ordinal) || name.EndsWith("EDITOR", StringComparison.Ordinal) || name.EndsWith("ASKPASS", StringComparison.Ordinal)
        || name.StartsWith("GIT_CONFIG_VALUE", StringComparison.Ordinal) || name is "VISUAL" or "BROWSER" or "GIT_SSH" or "GIT_EXTERNAL_DIFF" or "LESSOPEN" or "LESSCLOSE";
}

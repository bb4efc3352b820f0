using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Programs that start another one out of their own arguments.</summary>
internal static class Launchers
{
    /// <summary>Where the command of a wrapper begins, or -1: of those that only change how long, how nice or how buffered it runs.</summary>
    public static int Inner(IReadOnlyList<ShellWord> words, int from)
    {
        if (from >= words.Count || !words[from].IsLiteral)
            return -1;
        switch (words[from].Text)
        {
            case "nohup" or "command" or "builtin" or "noglob" or "time":
                return Literal(words, from + 1) is { } next && !next.StartsWith('-') ? from + 1 : -1;
            case "timeout":
                return Options(words, from + 1, "-k", "-s", "--kill-after", "--signal") is >= 0 and var duration && duration + 1 < words.Count && Literal(words, duration) is { } d && char.IsAsciiDigit(d.FirstOrDefault('x')) ? duration + 1 : -1;
            case "nice":
                return Options(words, from + 1, "-n", "--adjustment");
            case "stdbuf":
                return Options(words, from + 1, "-i", "-o", "-e");
            case "xargs":
                // Only a bare one is no more than its command: every option changes what that is given.
                return Literal(words, from + 1) is { } command && !command.StartsWith('-') ? from + 1 : -1;
            default:
                return -1;
        }
    }

    /// <summary>Where the command of a launcher that is never stripped may begin. Which options take a word is not told, so there may be several places.</summary>
    public static IEnumerable<int> Hidden(IReadOnlyList<ShellWord> words, int from)
    {
        var name = NameOf(words[from]);
        if (name is "find" or "fd")
        {
            for (var i = from + 1; i + 1 < words.Count; i++)
                if (words[i].Text is "-exec" or "-execdir" or "-ok" or "-okdir" or "-x" or "-X" or "--exec" or "--exec-batch")
                    yield return i + 1;
        }
        else if (Launches(name))
        {
            for (var i = from + 1; i < words.Count; i++)
                if (!words[i].Text.StartsWith('-') && !words[i].Text.Contains('='))
                {
                    yield return i;
                    // Before the command of xargs stand options alone, and what comes behind a word is the value of none.
                    if (name is "xargs" or "gxargs" && words[i].IsLiteral && words[i - 1].IsLiteral && !words[i - 1].Text.StartsWith('-'))
                        yield break;
                }
        }
    }

    /// <summary>Whether it runs the text it is given or reads.</summary>
    public static bool IsShell(string name) => name is "sh" or "bash" or "dash" or "zsh" or "ksh" or "mksh" or "ash" or "fish" or "rbash" or "busybox";

    /// <summary>The script that a shell or <c>eval</c> is given as text, or null; where the script is not literal, its traits tell.</summary>
    public static ShellWord? Script(IReadOnlyList<ShellWord> words, int from)
    {
        var name = NameOf(words[from]);
        if (name is "eval")
            return words.Count == from + 2 ? words[from + 1] : null;
        if (!IsShell(name))
            return null;
        var index = Index(words, from, w => w.IsLiteral && w.Text is ['-', not '-', ..] && w.Text.Contains('c'));
        if (index < 0)
            return null;
        // Further options may stand between; the text is the first word that is none.
        for (index++; Literal(words, index) is ['-' or '+', ..] option; index++)
            if (option is ['-' or '+', not '-', ..] && option[^1] is 'o' or 'O')
                index++;
        return index < words.Count ? words[index] : null;
    }

    /// <summary>Programs whose arguments are a command: a prefix rule on them would allow any command.</summary>
    public static bool Launches(string name) => name is "env" or "sudo" or "doas" or "su" or "xargs" or "exec" or "setsid" or "ionice" or "flock" or "watch" or "parallel" or "strace" or "ltrace" or "chroot" or "unshare"
        or "nsenter" or "taskset" or "chrt" or "script" or "nohup" or "timeout" or "nice" or "stdbuf" or "command" or "builtin" or "time" or "busybox" or "systemd-run" or "run-parts" or "entr" or "eval"
        or "setarch" or "linux32" or "linux64" or "i386" or "i686" or "x86_64" or "uname26" or "prlimit" or "setpriv" or "runuser" or "pkexec" or "fakeroot" or "fakechroot" or "unbuffer" or "chronic" or "toybox" or "sem" or "numactl" or "choom" or "uclampset"
        or "runcon" or "aa-exec" or "capsh" or "sg" or "gosu" or "su-exec" or "setuidgid" or "envuidgid" or "envdir" or "chpst" or "softlimit" or "tini" or "dumb-init" or "start-stop-daemon" or "daemonize" or "lxc-attach" or "sudo-rs" or "run0" or "dzdo" or "ksu"
        or "spawn" or "gtimeout" or "gnice" or "gstdbuf" or "gxargs" or "genv" or "gnohup";

    /// <summary>The name of a program without its folder.</summary>
    public static string NameOf(ShellWord word) => word.Text[(word.Text.LastIndexOf('/') + 1)..];

    private static string? Literal(IReadOnlyList<ShellWord> words, int index) => index < words.Count && words[index].IsLiteral ? words[index].Text : null;

    /// <summary>Passes options, some of which take a word; -1 where something is not literal or nothing follows.</summary>
    private static int Options(IReadOnlyList<ShellWord> words, int at, params ReadOnlySpan<string> withValue)
    {
        while (Literal(words, at) is ['-', ..] option)
            at += withValue.Contains(option) ? 2 : 1;
        return Literal(words, at) is null ? -1 : at;
    }

    private static int Index(IReadOnlyList<ShellWord> words, int from, Func<ShellWord, bool> holds)
    {
        for (var i = from + 1; i < words.Count; i++)
            if (holds(words[i]))
                return i;
        return -1;
    }
}

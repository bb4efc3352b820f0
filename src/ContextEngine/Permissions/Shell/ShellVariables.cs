namespace Pith.Permissions.Shell;

/// <summary>Variables that a shell treats in its own way: what is assigned is evaluated, or what they hold is text nobody assigned.</summary>
internal static class ShellVariables
{
    // Of bash 5.2 RANDOM, SRANDOM, HISTCMD and OPTIND evaluate; the others are integers to another version, to zsh or to ksh.
    private static readonly HashSet<string> Integers = new(StringComparer.Ordinal)
    {
        "RANDOM", "SRANDOM", "HISTCMD", "OPTIND", "SECONDS", "LINENO", "BASHPID", "EPOCHSECONDS", "EPOCHREALTIME", "BASH_MONOSECONDS", "BASH_SUBSHELL", "PPID", "UID", "EUID", "GID", "EGID", "SHLVL", "OPTERR",
        "COLUMNS", "LINES", "HISTSIZE", "SAVEHIST", "BAUD", "DIRSTACKSIZE", "ERRNO", "FUNCNEST", "KEYTIMEOUT", "LISTMAX", "LOGCHECK", "MAILCHECK", "REPORTTIME", "TMOUT", "TRY_BLOCK_ERROR", "TRY_BLOCK_INTERRUPT", "TTYIDLE", "ZSH_SUBSHELL",
    };

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "_", "REPLY", "MAPFILE", "OPTARG", "FUNCNAME", "DIRSTACK", "PWD", "OLDPWD", "HOSTNAME", "PS0", "PS1", "PS2", "PS3", "PS4", "READLINE_LINE", "MATCH",
    };

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { "BASH_ARGC", "BASH_LINENO", "BASH_VERSINFO", "BASH_SUBSHELL", "BASH_MONOSECONDS", "BASH_XTRACEFD", "COMP_CWORD", "COMP_KEY", "COMP_POINT", "COMP_TYPE" };

    /// <summary>Whether an assignment evaluates its value, with no more said than the name.</summary>
    public static bool EvaluatesItself(string name) => Integers.Contains(name);

    /// <summary>Whether the shell puts text into it by itself: the last word, what a pattern matched, a line that was read, the name of a folder.</summary>
    public static bool HoldsText(string name) =>
        Texts.Contains(name) || (name.StartsWith("BASH_", StringComparison.Ordinal) || name.StartsWith("COMP_", StringComparison.Ordinal)) && !Numbers.Contains(name);
}

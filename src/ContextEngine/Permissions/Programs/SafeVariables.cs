using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Which variables change nothing but looks, and which change what later commands do.</summary>
internal static class SafeVariables
{
    private static readonly HashSet<string> Safe = new(StringComparer.Ordinal)
    {
        "LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "NODE_ENV", "RUST_BACKTRACE", "RUST_LOG", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED", "GOOS", "GOARCH", "CGO_ENABLED", "GO111MODULE", "DEBUG", "VERBOSE", "LS_COLORS", "GREP_COLORS", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO", "CARGO_TERM_COLOR",
    };

    /// <summary>Whether a program may be given it without a second thought.</summary>
    public static bool IsSafe(string name) => Safe.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal);

    /// <summary>Whether a language is a path: messages then come from a catalogue that anybody may have written, and programs print by its formats.</summary>
    public static bool LeadsToCatalogue(string name, ShellWord value, int from = 0) => IsLanguage(name) && (!value.IsLiteral || value.Text.AsSpan(from).Contains('/'));

    private static bool IsLanguage(string name) => name is "LANG" or "LANGUAGE" || name.StartsWith("LC_", StringComparison.Ordinal);

    /// <summary>
    /// Whether setting it for the shell itself may change what later commands do. What programs obey is written in capitals and
    /// is exported already, save a few; a new variable of one's own is seen by nobody else.
    /// </summary>
    public static bool IsInfluential(string name) =>
        !IsSafe(name) && (name is "PATH" or "IFS" or "ENV" or "HOME" or "CDPATH" or "SHELLOPTS" or "BASHOPTS" or "GLOBIGNORE" or "PS4" or "PROMPT_COMMAND" or "EDITOR" or "VISUAL" or "PAGER" or "BROWSER" or "SHELL"
                or "TMPDIR" or "PWD" or "OLDPWD" or "EXECIGNORE" or "FIGNORE" or "TEXTDOMAIN" or "TEXTDOMAINDIR" or "LESSOPEN" or "LESSCLOSE" or "MANPAGER" or "FPATH" or "BASH_ENV" or "POSIXLY_CORRECT"
            || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)
            || Prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// Whether bash or a program may read it: every name without a small letter, and those in small letters that are known. For
    /// what sets a variable in passing, where nobody means to tell a program anything.
    /// </summary>
    public static bool MayBeObeyed(string name) =>
        (!IsSafe(name) || IsLanguage(name)) && (!name.Any(char.IsAsciiLetterLower) && name.Any(char.IsAsciiLetterUpper) || name is "histchars" or "auto_resume" || name.Contains('_') && IsInfluential(name));

    /// <summary>The variables that a command sets, before its name or by its arguments.</summary>
    public static IEnumerable<string> SetBy(SimpleCommand command)
    {
        foreach (var assignment in command.Assignments)
            yield return assignment.Name;
        if (command.Name is not ("export" or "declare" or "typeset" or "readonly" or "local"))
            yield break;
        foreach (var word in command.Words.Skip(1))
            if (word.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                yield return word.Text[..equals].TrimEnd('+');
    }

    private static readonly string[] Prefixes =
    [
        "LD_", "DYLD_", "GIT_", "SSH_", "BASH_", "NODE_", "NPM_", "PYTHON", "PERL", "RUBY", "JAVA_", "JDK_", "_JAVA", "MAVEN_", "GRADLE_", "DOTNET_", "CARGO_", "RUSTC", "RUSTFLAGS", "GO", "CC", "CXX", "AR", "LESS", "XDG_", "PIP_",
        "UV_", "DOCKER_", "KUBE", "AWS_", "GH_", "GITHUB_", "ANTHROPIC_", "OPENAI_", "CLAUDE_", "PITH_", "MAKE", "GCONV", "MALLOC", "HIST",
    ];
}

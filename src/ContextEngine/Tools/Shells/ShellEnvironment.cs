namespace Pith.Tools.Shells;

/// <summary>
/// What of our environment a command may see: names on a list, and of those none that looks like a secret. What is not
/// known to be harmless stays here, because a model can print it, and what a model prints goes to its provider.
/// </summary>
public static class ShellEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "HOSTNAME", "PWD", "UMASK",
        "EDITOR", "VISUAL", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "GPG_TTY", "CI", "NO_COLOR",
        "http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS",
        "CC", "CXX", "CPP", "LD", "AR", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "MAKEFLAGS", "PKG_CONFIG_PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "CPATH", "LIBRARY_PATH",
        "JAVA_HOME", "ANDROID_HOME", "ANDROID_SDK_ROOT", "VIRTUAL_ENV", "DEVELOPER_DIR", "SDKROOT", "DOCKER_HOST", "KUBECONFIG", "NIX_PATH", "NIX_PROFILES", "VCPKG_ROOT", "EMSDK",
    };

    private static readonly string[] Families =
    [
        "LC_", "XDG_", "GIT_AUTHOR_", "GIT_COMMITTER_", "GO", "CARGO_", "RUST", "NVM_", "NODE_", "NPM_CONFIG_", "npm_config_", "PNPM_", "YARN_", "BUN_", "DENO_", "PYTHON", "PYENV_", "PIP_", "UV_", "POETRY_", "CONDA_",
        "DOTNET_", "NUGET_", "MSBUILD", "MAVEN_", "M2_", "GRADLE_", "SDKMAN_", "GEM_", "BUNDLE_", "RBENV_", "RUBY", "PERL", "PHP_", "COMPOSER_", "CMAKE_", "CCACHE_", "SCCACHE_", "ASDF_", "MISE_", "HOMEBREW_", "NIX_",
    ];

    private static readonly string[] Secrets = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "PRIVATE", "AUTH_", "COOKIE", "SESSION_ID"];

    // A command has no terminal and no one to ask: programs that would open a pager or a prompt must not.
    private static readonly string[] Settings = ["TERM=dumb", "PAGER=cat", "GIT_PAGER=cat", "GIT_TERMINAL_PROMPT=0", "DEBIAN_FRONTEND=noninteractive", "PITH=1"];

    /// <summary>The environment for commands, <c>NAME=value</c>, in the order of the names.</summary>
    /// <param name="ours">All of our environment.</param>
    /// <param name="also">Names that a person has allowed besides, whatever they look like.</param>
    public static IReadOnlyList<string> Of(IEnumerable<KeyValuePair<string, string>> ours, IReadOnlyCollection<string> also)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(also);
        var set = Settings.Select(s => s[..s.IndexOf('=', StringComparison.Ordinal)]).ToHashSet();
        var entries = ours.Where(e => also.Contains(e.Key) || IsHarmless(e.Key) && !set.Contains(e.Key) && !HoldsLogin(e.Value)).OrderBy(e => e.Key, StringComparer.Ordinal);
        return [.. entries.Where(e => !e.Value.Contains('\0')).Select(e => $"{e.Key}={e.Value}"), .. Settings.Where(s => !also.Contains(s[..s.IndexOf('=', StringComparison.Ordinal)]))];
    }

    /// <summary>Whether a name may be shown to commands.</summary>
    public static bool IsHarmless(string name) =>
        (Names.Contains(name) || Families.Any(f => name.StartsWith(f, StringComparison.Ordinal)))
        && !name.EndsWith("_AUTH", StringComparison.OrdinalIgnoreCase)
        && (name == "SSH_AUTH_SOCK" || !Secrets.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase)));

    // https://user:password@host, as proxies and package indexes have it.
    private static bool HoldsLogin(string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var at = scheme < 0 ? -1 : value.IndexOf('@', scheme);
        return at > 0 && value.IndexOf(':', scheme + 3) is > 0 and var colon && colon < at && !value[(scheme + 3)..at].Contains('/');
    }
}

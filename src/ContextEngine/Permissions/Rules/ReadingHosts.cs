using System.Buffers;

namespace Pith.Permissions.Rules;

/// <summary>
/// Hosts that may be asked something without consent in mode auto: a question without a body tells nobody but their operator, who
/// shows what others wrote but tells those others nothing of who asked for what. Why each class is here or is not stands in decision 43.
/// </summary>
public static class ReadingHosts
{
    // Not here, though they are read as often: what fetches from wherever its path says (proxy.golang.org, package mirrors), what
    // shows its tenants their visitors or sends them on to these (github.io, readthedocs.io, vercel.app, gitlab pages of one's own), and what anyone may rent.
    private static readonly HostList Known = new(
    [
        "github.com", "api.github.com", "raw.githubusercontent.com", "codeload.github.com", "docs.github.com", "gitlab.com", "codeberg.org", "bitbucket.org",
        "pypi.org", "files.pythonhosted.org", "registry.npmjs.org", "www.npmjs.com", "crates.io", "index.crates.io", "static.crates.io", "docs.rs", "rubygems.org", "api.nuget.org", "www.nuget.org", "repo1.maven.org", "repo.maven.apache.org", "repo.packagist.org", "hex.pm", "repo.hex.pm",
        "docs.python.org", "peps.python.org", "developer.mozilla.org", "www.w3.org", "html.spec.whatwg.org", "tc39.es", "nodejs.org", "www.typescriptlang.org", "react.dev", "go.dev", "doc.rust-lang.org", "learn.microsoft.com", "docs.oracle.com", "kotlinlang.org", "docs.swift.org",
        "en.cppreference.com", "git-scm.com", "www.gnu.org", "man7.org", "www.kernel.org", "www.postgresql.org", "sqlite.org", "www.sqlite.org", "docs.docker.com", "kubernetes.io", "docs.aws.amazon.com", "cloud.google.com", "datatracker.ietf.org", "www.rfc-editor.org",
        "en.wikipedia.org", "stackoverflow.com", "docs.anthropic.com", "platform.claude.com", "code.claude.com", "platform.openai.com", "modelcontextprotocol.io",
    ], []);

    private static readonly SearchValues<char> Doubtful = SearchValues.Create("\\ \t\r\n{}[]\0");

    /// <summary>Whether a URL asks one of them, and is written so that all programs read it alike: https, no login, no port, no character that some take for another.</summary>
    /// <param name="url">The URL, whole.</param>
    /// <param name="denied">Hosts that settings deny go before.</param>
    public static bool Answer(string url, HostList denied)
    {
        const string scheme = "https://";
        if (!url.StartsWith(scheme, StringComparison.Ordinal))
            return false;
        var end = url.AsSpan(scheme.Length).IndexOfAny('/', '?', '#');
        var host = end < 0 ? url[scheme.Length..] : url[scheme.Length..(scheme.Length + end)];
        return host.Length > 0 && host.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-') && !url.AsSpan().ContainsAny(Doubtful)
            && Known.Allows(host, 443) && !denied.Denies(host, 443);
    }
}

using System.Collections.Frozen;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Classifiers;

/// <summary>The hosts that a line says it needs. Of hosts that it does not say, the proxy decides when it runs.</summary>
internal static class HostNeeds
{
    private const int Https = 443;

    private static readonly FrozenDictionary<string, string[]> Registries = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["npm npx pnpm bun bunx"] = "registry.npmjs.org",
        ["yarn"] = "registry.yarnpkg.com",
        ["pip pip3 pipx uv uvx poetry pipenv"] = "pypi.org files.pythonhosted.org",
        ["cargo"] = "index.crates.io static.crates.io",
        ["go"] = "proxy.golang.org sum.golang.org",
        ["gem bundle"] = "rubygems.org",
        ["dotnet nuget"] = "api.nuget.org",
        ["composer"] = "repo.packagist.org",
        ["mix"] = "repo.hex.pm",
        ["curl wget http https xh aria2c"] = "",
    }.SelectMany(r => r.Key.Split(' ').Select(name => (name, r.Value))).ToFrozenDictionary(r => r.name, r => r.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly FrozenSet<string> WithLogin = new[] { "gh", "glab", "hub", "huggingface-cli", "hf" }.ToFrozenSet(StringComparer.Ordinal);

    // They write where a sandbox lets nobody write, or speak what no proxy carries.
    private static readonly FrozenSet<string> Beyond = new[]
    {
        "apt", "apt-get", "dnf", "yum", "pacman", "apk", "zypper", "snap", "flatpak", "brew", "nix", "nix-env", "nix-shell", "rustup", "nvm", "pyenv", "asdf", "cpan", "cpanm", "conda", "mamba",
        "dig", "nslookup", "host", "ping", "ping6", "traceroute", "mtr", "whois", "telnet", "nc", "ncat", "netcat", "socat", "nmap", "ftp", "sftp",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Why the listed hosts do not suffice for a line, as far as its words tell; null where they do.</summary>
    public static string? Lacking(ShellReading reading, HostList hosts)
    {
        foreach (var command in reading.Commands.Where(c => c.Words.Count > 0))
        {
            var at = 0;
            while (Launchers.Inner(command.Words, at) is > 0 and var next && next < command.Words.Count)
                at = next;
            var name = Launchers.NameOf(command.Words[at]);
            if (WithLogin.Contains(name))
                return $"{name} needs a login, which the sandbox hides";
            if (Beyond.Contains(name))
                return $"{name} needs more than a proxy carries, or writes outside the workspace";
            if (ReadOnlyPrograms.Find(name) is { Name: not "git" })
                continue;
            if (Registries.GetValueOrDefault(name)?.FirstOrDefault(h => !hosts.Allows(h, Https)) is { } registry)
                return $"{registry} is not among the hosts that the sandbox reaches";
            if (command.Words.Skip(at + 1).Select(w => Lacking(w.Text, name, hosts)).FirstOrDefault(why => why is not null) is { } lacking)
                return lacking;
        }

        return null;
    }

    private static string? Lacking(string word, string name, HostList hosts)
    {
        if (name == "git" && word.StartsWith("git@", StringComparison.Ordinal) || word.StartsWith("ssh://", StringComparison.Ordinal) || word.StartsWith("git://", StringComparison.Ordinal))
            return "no proxy carries what it speaks";
        if (!word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !word.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return null;
        return Uri.TryCreate(word, UriKind.Absolute, out var url) && hosts.Allows(url.IdnHost, url.Port) ? null : $"{(url is null ? word : url.IdnHost)} is not among the hosts that the sandbox reaches";
    }
}

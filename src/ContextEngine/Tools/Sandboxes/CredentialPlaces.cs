namespace Pith.Tools.Sandboxes;

/// <summary>Where programs keep what proves who a person is. No command in a sandbox needs it: it reaches nobody it could prove it to.</summary>
public static class CredentialPlaces
{
    private static readonly string[] InHome =
    [
        ".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".config/gh", ".config/gcloud", ".config/op", ".config/sops", ".local/share/keyrings", ".password-store", ".mozilla", ".config/google-chrome",
        ".netrc", ".git-credentials", ".config/git/credentials", ".pypirc", ".npmrc", ".cargo/credentials.toml", ".cargo/credentials", ".gem/credentials", ".vault-token", ".pgpass", ".my.cnf", ".claude/.credentials.json", ".codex/auth.json",
    ];

    /// <summary>Those of a person that exist, but none that holds one of the folders.</summary>
    /// <param name="home">The person's own folder, or null.</param>
    /// <param name="folders">Folders that must stay as they are.</param>
    public static IReadOnlyList<string> Of(string? home, IReadOnlyList<string> folders) =>
        home is null ? [] : [.. InHome.Select(p => Path.Combine(home, p)).Where(p => Path.Exists(p) && !folders.Any(f => Permissions.Paths.LexicalPath.IsWithin(f, p)))];
}

namespace Pith.Permissions.Classifiers;

/// <summary>Names of files that prove who a person is, as programs have them everywhere.</summary>
internal static class SecretNames
{
    private static readonly string[] Parts =
    [
        "/.ssh", "/.aws", "/.gnupg", "/.kube", "/.netrc", "/.git-credentials", "/.pypirc", "/.npmrc", "/.docker/config", "/.config/gh", "/.config/gcloud", "/.azure", "/.vault-token", "/.password-store", "/.pgpass", "id_rsa", "id_ed25519", "id_ecdsa",
        "/etc/shadow", "/etc/sudoers", "/etc/gshadow", ".pem", "credentials.json", ".credentials", "/keychains/", "/keyrings/", "logins.json", "/login data", "wallet.dat", "/run/secrets", "/serviceaccount/token",
    ];

    /// <summary>Whether one stands in a path, a word or a text.</summary>
    public static bool Stand(string text)
    {
        var small = text.ToLowerInvariant();
        return Array.Exists(Parts, p => small.Contains(p, StringComparison.Ordinal)) || small.EndsWith("/environ", StringComparison.Ordinal) || text.StartsWith(".ssh", StringComparison.Ordinal)
            || Path.GetFileName(text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..]) is ".env"
            || IsDotEnv(text) && !text.Contains("example", StringComparison.Ordinal) && !text.Contains("sample", StringComparison.Ordinal);
    }

    // process.env.NAME is no file.
    private static bool IsDotEnv(string text)
    {
        for (var at = text.IndexOf(".env.", StringComparison.Ordinal); at >= 0; at = text.IndexOf(".env.", at + 1, StringComparison.Ordinal))
            if (at < "process".Length || !text.AsSpan(0, at).EndsWith("process", StringComparison.Ordinal))
                return true;
        return false;
    }
}

using System.Text.Json;
using Pith.Text;

namespace Pith.Permissions.Settings;

/// <summary>
/// Keys of settings that Claude Code documents and that change nothing here. A value that asks for what pith does anyway is no
/// news: it has no memory of its own and no words about git to leave out.
/// </summary>
internal static class UnheardKeys
{
    private static readonly (string Key, string? Same)[] All =
    [
        ("effortLevel", null), ("maxEffortLevel", null), ("statusLine", null), ("outputStyle", "default"), ("autoMemoryEnabled", "false"), ("cleanupPeriodDays", null),
        ("includeGitInstructions", "false"), ("apiKeyHelper", null), ("idleCompaction", "false"), ("precomputeCompactionEnabled", "false"),
        ("sandbox.network.strictAllowlist", "false"), ("sandbox.network.httpProxyPort", null), ("sandbox.network.socksProxyPort", null),
        ("sandbox.network.allowLocalBinding", "false"), ("sandbox.network.allowUnixSockets", "[]"),
        ("sandbox.credentials.files", "[]"), ("sandbox.credentials.envVars", "[]"),
        ("worktree.baseRef", null), ("worktree.symlinkDirectories", "[]"), ("worktree.sparsePaths", "[]"),
    ];

    /// <summary>Those that a file has, in the order of the table.</summary>
    /// <param name="document">The file.</param>
    /// <param name="isOwn">Whether it is a person's own, whose key helper counts.</param>
    public static IReadOnlyList<string> In(JsonElement document, bool isOwn) => [.. All.Where(k => !(isOwn && k.Key == "apiKeyHelper") && Asks(document, k.Key, k.Same)).Select(k => k.Key)];

    private static bool Asks(JsonElement document, string key, string? same)
    {
        var value = document;
        foreach (var name in key.Split('.'))
            value = value.Field(name);
        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && (value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()) != same;
    }
}

using Pith.Permissions.Programs;

namespace Pith.Permissions.Rules;

/// <summary>Rules that allow so much that a classifier would have nothing left to judge. Mode auto goes without them.</summary>
public static class BroadRule
{
    private static readonly string[] Interpreters =
    [
        "python", "python3", "python2", "node", "deno", "bun", "ruby", "perl", "php", "lua", "pwsh", "osascript", "tsx", "ts-node", "uv", "npx", "bunx", "uvx", "pipx", "npm exec", "pnpm dlx", "yarn dlx", "npm run", "npm", "pnpm", "yarn", "uv run", "poetry run", "bundle exec", "cargo run",
        "go run", "dotnet run", "make", "ssh", "docker", "docker run", "docker exec", "docker compose", "kubectl exec", "aws", "gcloud", "curl", "wget", "git", "gh", "find", "awk", "sed", "xargs",
    ];

    /// <summary>Whether an allow rule is one of them.</summary>
    public static bool Is(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Verdict != Verdict.Allow)
            return false;
        if (rule.Tool is "Agent" or "Task")
            return true;
        if (rule.Tool != "Bash")
            return false;
        if (rule.Specifier is null)
            return true;
        var pattern = rule.Command;
        if (pattern.IsExact)
            return false;
        var star = pattern.Text.IndexOf('*', StringComparison.Ordinal);
        var certain = (star < 0 ? pattern.Text : pattern.Text[..star]).Trim();
        var words = certain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return true;
        // Wherever it lies, and whatever its version.
        var name = words[0][(words[0].LastIndexOf('/') + 1)..];
        var bare = name.AsSpan().TrimEnd("0123456789.").ToString();
        var told = string.Join(' ', [Interpreters.Contains(bare) ? bare : name, .. words.Skip(1).Where(w => !w.StartsWith('-'))]);
        // The star may go on in the middle of a word: "py*" is python too.
        var isOpen = star > 0 && pattern.Text[star - 1] != ' ' && words.Length == 1;
        return name.Length == 0 || Interpreters.Contains(told) || isOpen && Array.Exists(Interpreters, i => i.StartsWith(name, StringComparison.Ordinal)) || Launchers.IsShell(name) || Launchers.Launches(name) && words.Length < 3;
    }
}

using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Rules;

/// <summary>Rules that allow so much that a classifier would have nothing left to judge. Mode auto goes without them.</summary>
public static class BroadRule
{
    private static readonly string[] Broad =
    [
        "uv", "npx", "bunx", "uvx", "pipx", "npm exec", "pnpm dlx", "yarn dlx", "npm run", "npm", "pnpm", "yarn", "uv run", "poetry run", "bundle exec", "cargo run",
        "go run", "dotnet run", "make", "ssh", "docker", "docker run", "docker exec", "docker compose", "kubectl exec", "aws", "gcloud", "curl", "wget", "git", "gh", "find", "sed", "xargs",
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
        var words = (star < 0 ? pattern.Text : pattern.Text[..star]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Wherever it lies; a folder alone is every program in it.
        if (words.Length == 0 || Launchers.NameOf(new ShellWord(words[0], WordTraits.None, 0, 0)) is not { Length: > 0 } name)
            return true;
        string[] told = [name, .. words.Skip(1).Where(w => !w.StartsWith('-'))];
        // The star may go on in the middle of a word: "py*" is python too.
        var isOpen = star > 0 && pattern.Text[star - 1] != ' ' && words.Length == 1;
        return told.Length == 1 && (Interpreters.Is(name) || Interpreters.Filters(name)) || Broad.Contains(string.Join(' ', told)) || isOpen && (Interpreters.MayBegin(name) || Array.Exists(Broad, b => b.StartsWith(name, StringComparison.Ordinal)))
            || Launchers.IsShell(name) || Launchers.Launches(name) && words.Length < 3;
    }
}

namespace Pith.Permissions.Paths;

/// <summary>Files that something else runs or obeys later; a change to one is never waved through.</summary>
public static class ProtectedPaths
{
    private static readonly string[] Folders =
    [
        ".git", ".vscode", ".idea", ".husky", ".cargo", ".devcontainer", ".yarn", ".mvn", ".claude", ".codex", ".agents", ".pith", ".ssh", ".gnupg", ".cursor", ".gemini", ".roo", ".opencode", ".continue", ".windsurf", ".zed", ".vs", ".fleet", ".run", ".direnv",
        ".kiro", ".amp", ".factory", ".qwen", ".kilocode", ".kilo", ".amazonq", ".augment", ".junie", ".crush", ".pi", ".copilot", ".helix", ".vim", ".nvim", ".mise",
    ];

    private static readonly string[] Files =
    [
        ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases", ".profile", ".zshrc", ".zshenv", ".zprofile", ".zlogin", ".zlogout", ".kshrc", ".cshrc", ".tcshrc", ".login", ".inputrc",
        ".npmrc", ".mcp.json", ".claude.json", ".pre-commit-config.yaml", ".ripgreprc", ".gitconfig", ".gitmodules", ".envrc", ".netrc", ".pypirc", ".yarnrc", ".yarnrc.yml",
        ".exrc", ".vimrc", ".nvim.lua", ".nvimrc", ".gdbinit", ".lldbinit", ".tmux.conf", ".xprofile", ".xinitrc", ".mise.toml", "mise.toml", ".lefthook.yml", "lefthook.yml", ".simple-git-hooks.json", ".pnpmfile.cjs", "direnv.toml", ".curlrc", ".wgetrc",
        ".cursorrules", ".windsurfrules", ".roomodes", "opencode.json", "opencode.jsonc", ".opencode.json", ".opencode.jsonc", "kilo.json", "kilo.jsonc", "crush.json", ".crush.json", "crushrc", ".crushrc", ".aider.conf.yml", ".aider.model.settings.yml",
        ".devcontainer.json", ".dir-locals.el", ".dir-locals-2.el", ".gvimrc", ".lvimrc", ".local.vimrc", ".lazy.lua", ".ycm_extra_conf.py", ".mise.local.toml", "mise.local.toml", ".lefthook.yaml", "lefthook.yaml", ".lefthook.toml", "lefthook.toml", "lefthook.json",
        "lefthook-local.yml", "lefthook-local.yaml", "lefthook-local.toml", ".overcommit.yml", "simple-git-hooks.json", "bunfig.toml", ".Rprofile", ".Renviron", ".irbrc", ".pryrc", ".pdbrc", ".ghci", ".ocamlinit", ".octaverc", ".iex.exs",
    ];

    // Under these names in these folders only.
    private static readonly string[] Placed =
    [
        ".config/git", ".config/mise", ".config/mise.toml", "mise/config.toml", ".config/lefthook.yml", ".config/lefthook.yaml", ".config/lefthook.toml", ".config/lefthook.json",
        ".hg/hgrc", ".hg/hgrc-not-shared", ".jj/repo/config.toml", ".jj/workspace-config.toml",
    ];

    // What an editor takes for its settings when it is opened.
    private static readonly string[] Ends = [".code-workspace", ".sublime-project"];

    /// <summary>Names of folders that are protected wherever they lie.</summary>
    public static IReadOnlyList<string> FolderNames => Folders;

    /// <summary>Names of files that are protected wherever they lie.</summary>
    public static IReadOnlyList<string> FileNames => Files;

    /// <summary>Names of both that are protected in one folder, with its name.</summary>
    public static IReadOnlyList<string> PlacedNames => Placed;

    /// <summary>Whether a file is protected for the form of its name: an editor's project, or mise's settings for an environment.</summary>
    public static bool HasForm(ReadOnlySpan<char> name) =>
        Ends[0].Length < name.Length && (name.EndsWith(Ends[0], StringComparison.OrdinalIgnoreCase) || name.EndsWith(Ends[1], StringComparison.OrdinalIgnoreCase))
        || name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) && (name[0] == '.' ? name[1..] : name).StartsWith("mise.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what ends so may have such a name; not of every name at all, or nobody could use a star.</summary>
    public static bool MayHaveForm(string end) => end.Length > 0 && Ends.Any(e => e.EndsWith(end, StringComparison.OrdinalIgnoreCase) || end.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a name in a folder is one of <see cref="PlacedNames"/>.</summary>
    public static bool IsPlaced(ReadOnlySpan<char> folder, ReadOnlySpan<char> name)
    {
        foreach (var placed in Placed)
            if (placed.Length - name.Length - 1 is > 0 and var above && placed[above] == '/' && placed.AsSpan(above + 1).Equals(name, StringComparison.OrdinalIgnoreCase)
                && folder.EndsWith(placed.AsSpan(0, above), StringComparison.OrdinalIgnoreCase) && (folder.Length == above || folder[^(above + 1)] == '/'))
                return true;
        return false;
    }

    /// <summary>Why the path is protected, or null. Names are compared without case, since some file systems do.</summary>
    public static string? WhyProtected(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (previous, end) = ("", -1);
        foreach (var part in path.Split('/'))
        {
            var above = path.AsSpan(0, Math.Max(0, end));
            end += part.Length + 1;
            var folder = part.StartsWith('.') ? Folders.FirstOrDefault(f => part.Equals(f, StringComparison.OrdinalIgnoreCase)) : null;
            if (folder is not null)
                return $"{folder} is protected: what is in it takes effect later";
            if (IsPlaced(above, part))
                return $"{LexicalPath.NameOf(above)}/{part} is protected: what is in it takes effect later";
            previous = part;
        }

        var file = HasForm(previous) ? previous : Files.FirstOrDefault(f => previous.Equals(f, StringComparison.OrdinalIgnoreCase));
        return file is null ? null : $"{file} is protected: what is in it takes effect later";
    }
}

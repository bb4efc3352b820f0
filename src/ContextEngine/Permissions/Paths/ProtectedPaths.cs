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

    /// <summary>Names of folders that are protected wherever they lie.</summary>
    public static IReadOnlyList<string> FolderNames => Folders;

    /// <summary>Names of files that are protected wherever they lie.</summary>
    public static IReadOnlyList<string> FileNames => Files;

    /// <summary>Why the path is protected, or null. Names are compared without case, since some file systems do.</summary>
    public static string? WhyProtected(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var previous = "";
        foreach (var part in path.Split('/'))
        {
            var folder = part.StartsWith('.') ? Folders.FirstOrDefault(f => part.Equals(f, StringComparison.OrdinalIgnoreCase)) : null;
            if (folder is not null)
                return $"{folder} is protected: what is in it takes effect later";
            if (part.Equals("git", StringComparison.OrdinalIgnoreCase) && previous.Equals(".config", StringComparison.OrdinalIgnoreCase))
                return ".config/git is protected: what is in it takes effect later";
            previous = part;
        }

        var file = Files.FirstOrDefault(f => previous.Equals(f, StringComparison.OrdinalIgnoreCase));
        return file is null ? null : $"{file} is protected: what is in it takes effect later";
    }
}

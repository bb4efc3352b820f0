using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// A known program that is asked for nothing but its version. Some look first for the version that the folder wants, or run one that lies there
/// (<c>rust-toolchain.toml</c>, <c>go.mod</c>, <c>global.json</c>, <c>.yarnrc.yml</c>), so this holds in trusted folders only, as with git.
/// </summary>
internal static class VersionQuestion
{
    private const string Known = "python pip pipx uv poetry ruff black mypy node npm npx pnpm yarn deno bun tsc tsx ruby gem bundle rake perl php composer lua java javac kotlin kotlinc scala go cargo rustc rustup rustfmt gcc g++ cc c++ clang clang++ make cmake ninja "
        + "gdb lldb dotnet docker podman gh jq yq curl wget ssh rg fd sed grep awk gawk tar zip unzip bash zsh fish sqlite psql mysql swift zig ghc ocaml elixir julia Rscript mvn gradle openssl ffmpeg";

    /// <summary>Whether the command at a place is one: by the program's name, since what a path leads to may be any other.</summary>
    public static bool Is(IReadOnlyList<ShellWord> words, int at)
    {
        if (words.Count != at + 2 || !words[at].IsLiteral || !words[at + 1].IsLiteral)
            return false;
        var name = words[at].Text.AsSpan().TrimEnd("0123456789.");
        return words[at + 1].Text switch
        {
            "--version" => WordTable.Has(Known, name),
            "-v" => WordTable.Has("node npm npx pnpm yarn ruby perl php tsc", name),
            "-V" => WordTable.Has("python pip cargo rustc curl ssh", name),
            "-version" => WordTable.Has("java javac", name),
            "version" => name is "go",
            _ => false,
        };
    }
}

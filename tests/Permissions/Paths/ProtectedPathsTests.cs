using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Permissions.Decisions;
using Pith.Tools.Sandboxes;

namespace Pith.Tests.Permissions.Paths;

/// <summary>What an agent, an editor or a shell obeys for its place alone is written by nobody unasked, and guarded in the sandbox.</summary>
public sealed class ProtectedPathsTests
{
    [Theory]
    [InlineData(".devcontainer.json")]
    [InlineData("opencode.json")]
    [InlineData("opencode.jsonc")]
    [InlineData("OpenCode.JSON")]
    [InlineData(".opencode")]
    [InlineData(".kiro")]
    [InlineData(".aider.conf.yml")]
    [InlineData(".dir-locals.el")]
    [InlineData(".dir-locals-2.el")]
    [InlineData(".lvimrc")]
    [InlineData(".lazy.lua")]
    [InlineData(".helix")]
    [InlineData(".vim")]
    [InlineData(".amp")]
    [InlineData(".qwen")]
    [InlineData("crush.json")]
    [InlineData("crushrc")]
    [InlineData("kilo.jsonc")]
    [InlineData(".roomodes")]
    [InlineData("mise.local.toml")]
    [InlineData("lefthook.yaml")]
    [InlineData("lefthook.json")]
    [InlineData(".Rprofile")]
    [InlineData(".pdbrc")]
    [InlineData(".iex.exs")]
    [InlineData("app.code-workspace")]
    [InlineData("app.Sublime-Project")]
    [InlineData("mise.dev.toml")]
    [InlineData(".mise.dev.local.toml")]
    public void NamesThatTakeEffectByThemselves(string name)
    {
        foreach (var path in (string[])[name, $"sub/{name}", $"sub/{name}/x"])
            if (!path.EndsWith("/x", StringComparison.Ordinal) || ProtectedPaths.FolderNames.Contains(name))
                foreach (var mode in (PermissionMode[])[PermissionMode.AcceptEdits, PermissionMode.Auto])
                    Assert.NotEqual(Verdict.Allow, Decisions.Bench.Of(mode: mode).Write(path).Verdict);
        Assert.True(SettingNames.IsSetting("/home/me/work/sub", name));
    }

    [Theory]
    [InlineData("package.json")]
    [InlineData("justfile")]
    [InlineData("Makefile")]
    [InlineData("code.json")]
    [InlineData("crush.jsonl")]
    [InlineData(".gitignore")]
    [InlineData("docker-compose.yml")]
    [InlineData("Cargo.toml")]
    [InlineData("config.toml")]
    [InlineData("hgrc")]
    [InlineData("mise.md")]
    [InlineData("promise.dev.toml")]
    [InlineData(".code-workspace.md")]
    [InlineData("code-workspace")]
    public void WhatOneRunsOnPurposeIsNone(string name)
    {
        Assert.Equal(Verdict.Allow, Decisions.Bench.Of(mode: PermissionMode.AcceptEdits).Write(name).Verdict);
        Assert.False(SettingNames.IsSetting("/home/me/work", name));
    }

    [Theory]
    [InlineData(".config/git/config", ".config", "git")]
    [InlineData(".config/mise/conf.d/x.toml", ".config", "mise")]
    [InlineData(".config/mise.toml", ".config", "mise.toml")]
    [InlineData("mise/config.toml", "mise", "config.toml")]
    [InlineData(".config/lefthook.yml", ".config", "lefthook.yml")]
    [InlineData(".hg/hgrc", ".hg", "hgrc")]
    [InlineData(".HG/hgrc", ".HG", "hgrc")]
    [InlineData(".jj/repo/config.toml", ".jj/repo", "config.toml")]
    public void NamesThatTakeEffectInOneFolder(string path, string folder, string name)
    {
        foreach (var one in (string[])[path, $"sub/{path}"])
            Assert.NotEqual(Verdict.Allow, Decisions.Bench.Of(mode: PermissionMode.Auto).Write(one).Verdict);
        Assert.True(SettingNames.IsSetting("/home/me/work/" + folder, name));
    }

    [Theory]
    [InlineData(".hg/store/x")]
    [InlineData(".jj/repo/store/config.toml")]
    [InlineData("promise/config.toml")]
    [InlineData("repo/config.toml")]
    [InlineData(".config/app.toml")]
    public void WhatLiesBesideThemIsNone(string path) =>
        Assert.Equal(Verdict.Allow, Decisions.Bench.Of(mode: PermissionMode.AcceptEdits).Write(path).Verdict);

    [Theory]
    [InlineData("*.code-workspace", true)]
    [InlineData("a?project", true)]
    [InlineData(".h*/hgrc", true)]
    [InlineData("mise.d*.toml", true)]
    [InlineData("build*", false)]
    [InlineData("repo/*.rs", false)]
    public void APatternThatMayMatchOneIsKnown(string pattern, bool may) => Assert.Equal(may, PatternNames.MayBeProtected(pattern));

    [Fact]
    public void EveryNameIsSeenInAFolder()
    {
        foreach (var name in ProtectedPaths.FolderNames.Concat(ProtectedPaths.FileNames).Where(n => n != ".git"))
            Assert.True(SettingNames.IsSetting("/x", name), name);
    }
}

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
    public void WhatOneRunsOnPurposeIsNone(string name)
    {
        Assert.Equal(Verdict.Allow, Decisions.Bench.Of(mode: PermissionMode.AcceptEdits).Write(name).Verdict);
        Assert.False(SettingNames.IsSetting("/home/me/work", name));
    }

    [Fact]
    public void EveryNameIsSeenInAFolder()
    {
        foreach (var name in ProtectedPaths.FolderNames.Concat(ProtectedPaths.FileNames).Where(n => n != ".git"))
            Assert.True(SettingNames.IsSetting("/x", name), name);
    }
}

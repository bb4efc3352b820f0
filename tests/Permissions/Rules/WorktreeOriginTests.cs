using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Cli;
using Pith.Tools.Sandboxes;

namespace Pith.Tests.Permissions.Rules;

/// <summary>What rules say of a repository holds in a work tree of it at the same places, in other work trees, and in the repository still.</summary>
public sealed class WorktreeOriginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _repository, _one, _two;

    public WorktreeOriginTests()
    {
        (_repository, _one, _two) = (_folder.Place("repo"), _folder.Place("trees/one"), _folder.Place("trees/two"));
        foreach (var top in (string[])[_repository, _one, _two])
        {
            foreach (var name in (string[])["secret/deep", "src"])
                Directory.CreateDirectory(Path.Combine(top, name));
            foreach (var name in (string[])["secret/x", "secret/deep/x", "src/a"])
                File.WriteAllText(Path.Combine(top, name), "SECRET\n");
            File.CreateSymbolicLink(Path.Combine(top, "src/link"), "../secret/x");
            File.CreateSymbolicLink(Path.Combine(top, "src/up"), "../secret");
        }

        Directory.CreateDirectory(Path.Combine(_repository, ".git"));
        File.WriteAllText(Path.Combine(_one, ".git"), $"gitdir: {_repository}/.git/worktrees/one\n");
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms => ["/secret/**", "./secret/**", "secret/**", "secret", "//ROOT/repo/secret/**", "~/repo/secret/**", "/secret/deep/../x/**", "x"];

    /// <summary>In a mode that lets everything pass but what rules deny, or might.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void WhatIsDeniedIsDeniedThereToo(string form)
    {
        var (there, here) = (Over(_one, $"Read({form})", Verdict.Deny, PermissionMode.BypassPermissions), Over(_repository, $"Read({form})", Verdict.Deny, PermissionMode.BypassPermissions));
        foreach (var command in (string[])
            ["cat secret/x", "cat ./secret/../secret/x", "cd secret && cat x", "cd src; cat ../secret/x", "cat src/link", "cat src/up/x", "cat < secret/x", "head -1 secret/*", "cat s*/x", "cat $F", "X=secret/x; cat $X", "tar cf - .", "tar cf - ..",
             "grep -r SECRET .", "rg SECRET", "find . -name x", "cp -r . /tmp/copy", "git show HEAD:secret/x", "git log -p", "git diff HEAD", "git grep SECRET", "git stash show -p", "git -C .. show HEAD:secret/x", "git -C src show HEAD:secret/x", "git cat-file -p HEAD:secret/x",
             "ln -s ../secret/x src/other", "ln secret/x src/other", "bash -c 'cat secret/x'", "echo secret/x | xargs cat", "sed -n p secret/x", "sed 'r secret/x' src/a", "cat src/a", "ls", "echo secret/x", "make"])
        {
            var (over, own) = (there.Decide("Bash", new Need(NeedKind.RunCommand, command)), here.Decide("Bash", new Need(NeedKind.RunCommand, command)));
            Assert.True(over.Verdict >= own.Verdict, $"{form}: {command}: {over.Verdict} there ({over.Reason}), {own.Verdict} here ({own.Reason})");
        }

        foreach (var path in (string[])["secret/x", "./secret/x", "src/link", "src/up/x", $"{_one}/secret/x"])
            Assert.Equal(here.Decide("Read", new Need(NeedKind.ReadPath, path.Replace(_one, _repository, StringComparison.Ordinal))).Verdict, there.Decide("Read", new Need(NeedKind.ReadPath, path)).Verdict);
        Assert.Equal(here.Withholds($"{_repository}/secret/x"), there.Withholds($"{_one}/secret/x"));
        Assert.Equal(here.Withholds($"{_repository}/secret/x"), there.Withholds($"{_repository}/secret/x"));
    }

    [Theory]
    [InlineData("/secret/**")]
    [InlineData("secret/**")]
    [InlineData("secret")]
    [InlineData("//ROOT/repo/secret/**")]
    [InlineData("~/repo/secret/**")]
    public void FromThereItIsDeniedInTheRepositoryAndInOtherWorkTrees(string form)
    {
        var there = Over(_one, $"Read({form})", Verdict.Deny, PermissionMode.BypassPermissions);
        foreach (var top in (string[])[_repository, _one, _two, "../two", "../../repo"])
        {
            Assert.Equal(Verdict.Deny, there.Decide("Read", new Need(NeedKind.ReadPath, $"{top}/secret/x")).Verdict);
            Assert.Equal(Verdict.Deny, there.Decide("Read", new Need(NeedKind.ReadPath, $"{top}/src/link")).Verdict);
            foreach (var command in (string[])[$"cat {top}/secret/x", $"cd {top} && cat secret/x", $"cat {top}/src/up/x", $"sed -n p {top}/secret/deep/x", $"cat < {top}/secret/x"])
                Assert.True(there.Decide("Bash", new Need(NeedKind.RunCommand, command)) is { Verdict: Verdict.Deny }, $"{form}: {command}");
            foreach (var command in (string[])[$"tar cf - {top}", $"tar cf - {top}/..", $"grep -r SECRET {top}", $"cat {top}/s*/x", $"cd {top}; git log -p", $"git -C {top} show HEAD:secret/x", $"git --git-dir={_repository}/.git show HEAD:secret/x", $"cp -r {top}/secret /tmp/copy", $"ln -s {top}/secret/x /tmp/link"])
                Assert.True(there.Decide("Bash", new Need(NeedKind.RunCommand, command)) is { Verdict: not Verdict.Allow }, $"{form}: {command}");
            Assert.Equal(Verdict.Allow, there.Decide("Bash", new Need(NeedKind.RunCommand, $"cat {top}/src/a")).Verdict);
        }
    }

    /// <summary>A work tree that an agent left is no way round for who works in the repository.</summary>
    [Fact]
    public void FromTheRepositoryItIsDeniedInWorkTrees()
    {
        var origin = new WorktreeOrigin(_repository, _repository, _repository) { Others = _folder.Place("trees") };
        var here = new Authority(Settings("Read(/secret/**)", Verdict.Deny), new AuthorityOptions { Folder = _repository, Origin = origin, Mode = PermissionMode.BypassPermissions });
        Assert.Equal(Verdict.Deny, here.Decide("Read", new Need(NeedKind.ReadPath, $"{_two}/secret/x")).Verdict);
        Assert.Equal(Verdict.Deny, here.Decide("Bash", new Need(NeedKind.RunCommand, $"cd {_two}; cat secret/x")).Verdict);
        Assert.NotEqual(Verdict.Allow, here.Decide("Bash", new Need(NeedKind.RunCommand, $"tar cf - {_folder.Path}")).Verdict);
        Assert.Equal(Verdict.Allow, here.Decide("Bash", new Need(NeedKind.RunCommand, $"cat {_two}/src/a")).Verdict);
    }

    [Fact]
    public void WhatIsAskedAboutIsAskedAboutThereToo()
    {
        var there = Over(_one, "Read(/secret/**)", Verdict.Ask, PermissionMode.Auto);
        foreach (var top in (string[])[".", _repository, _two])
            Assert.Equal((top, Verdict.Ask, Cause.Rule), there.Decide("Bash", new Need(NeedKind.RunCommand, $"cat {top}/secret/x")) is var found ? (top, found.Verdict, found.Cause) : default);
        Assert.Equal(Verdict.Allow, there.Decide("Bash", new Need(NeedKind.RunCommand, "cat src/a")).Verdict);
    }

    /// <summary>What settings allow in the project, they allow in the copy of it; the project itself is left to others there.</summary>
    [Theory]
    [InlineData("/src/**", true, false)]
    [InlineData("./src/**", true, false)]
    [InlineData("//ROOT/repo/src/**", false, true)]
    public void WhatIsAllowedIsAllowedInTheCopy(string form, bool inTree, bool inRepository)
    {
        var there = Over(_one, $"Edit({form})", Verdict.Allow, PermissionMode.Default);
        Assert.Equal(inTree ? Verdict.Allow : Verdict.Ask, there.Decide("Edit", new Need(NeedKind.WritePath, "src/a")).Verdict);
        Assert.Equal(inRepository ? Verdict.Allow : Verdict.Ask, there.Decide("Edit", new Need(NeedKind.WritePath, $"{_repository}/src/a")).Verdict);
        Assert.Equal(Verdict.Ask, there.Decide("Edit", new Need(NeedKind.WritePath, "../two/src/a")).Verdict);
    }

    [Fact]
    public void FoldersThatBelongToTheWorkspaceAreTheSameForBoth()
    {
        var settings = new PermissionSettings { AdditionalFolders = ["../docs"] };
        var there = new Authority(settings, new AuthorityOptions { Folder = _one, Origin = Origin, Mode = PermissionMode.AcceptEdits });
        Assert.Equal(Verdict.Allow, there.Decide("Edit", new Need(NeedKind.WritePath, _folder.Place("docs/a"))).Verdict);
        Assert.Equal(Verdict.Ask, there.Decide("Edit", new Need(NeedKind.WritePath, "../docs/a")).Verdict);
    }

    [Theory]
    [InlineData("Read(/secret/**)")]
    [InlineData("Read(./secret)")]
    [InlineData("Read(secret/*)")]
    [InlineData("Read(//ROOT/repo/secret)")]
    [InlineData("Read(x)")]
    [InlineData("Read(~/repo/**/x)")]
    public void TheSandboxOfAWorkTreeHoldsBoth(string rule)
    {
        var denied = new DeniedPaths(Settings(rule, Verdict.Deny), _one, _folder.Path, [_one], TimeProvider.System, Origin);
        Assert.True(denied.AreHeld);
        var hidden = denied.Find().Hidden;
        foreach (var top in (string[])[_repository, _one])
            Assert.Contains(hidden, h => h == $"{top}/secret" || h == $"{top}/secret/x");
        Assert.DoesNotContain(hidden, h => h.EndsWith("/src", StringComparison.Ordinal));
    }

    /// <summary>What somebody makes in the repository while a command runs in a work tree is not of its making.</summary>
    [Fact]
    public void TheSandboxOfAWorkTreePutsNothingBackInTheRepository()
    {
        var kept = new DeniedPaths(Settings("Edit(x)", Verdict.Deny), _one, null, [_one], TimeProvider.System, Origin).Find().Fixed;
        Assert.Equal([$"{_one}/secret/deep/x", $"{_one}/secret/x"], kept);
    }

    private WorktreeOrigin Origin => new(_one, _repository, _repository) { Others = _folder.Place("trees") };

    private Authority Over(string folder, string rule, Verdict verdict, PermissionMode mode) =>
        new(Settings(rule, verdict), new AuthorityOptions { Folder = folder, Home = _folder.Path, Mode = mode, IsTrusted = true, Origin = folder == _one ? Origin : null });

    private PermissionSettings Settings(string rule, Verdict verdict) =>
        new() { Rules = [Rule.TryParse(rule.Replace("/ROOT", _folder.Path, StringComparison.Ordinal), verdict, RuleSource.Project, _repository, out var read, out var error) ? read : throw new InvalidOperationException(error)] };
}

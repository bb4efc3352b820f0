using Pith.Trust;

namespace Pith.Tests.Trust;

public sealed class GitSettingsTests
{
    [Theory]
    [InlineData("[core]\n\tbare = false\n\trepositoryformatversion = 0\n", "")]
    [InlineData("[remote \"origin\"]\n\turl = git@example.com:a\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n", "")]
    [InlineData("[remote \"origin\"]\n\tuploadpack = evil\n", "remote.origin.uploadpack = evil\n")]
    [InlineData("[CORE]FsMonitor=evil", "core.fsmonitor = evil\n")]
    [InlineData("[core] bare = false\n hooksPath = \"a b\"\n", "core.hookspath = \"a b\"\n")]
    [InlineData("[alias]\n\tx = \\\n!evil\n", "[alias]\n\tx = \\\n!evil\n")]
    [InlineData("[diff \"a]b\"]\n\ttextconv = evil\n", "diff.a]b.textconv = evil\n")]
    [InlineData("[branch \"x\"] [core] fsmonitor = evil", "core.fsmonitor = evil\n")]
    [InlineData("[branch \"x\"]\r[core]\rfsmonitor = evil", "core.fsmonitor = evil\n")]
    [InlineData("[core]\n# \\\nfsmonitor = evil\n", "[core]\n# \\\nfsmonitor = evil\n")]
    [InlineData("[branch \"x\nfsmonitor = evil", ".[branch \"x\n.fsmonitor = evil\n")]
    [InlineData("[filter.lfs]\r\n\tclean = evil\r\n", "filter.lfs.clean = evil\n")]
    [InlineData("[include]\n\tpath = ../x\n", "include.path = ../x\n")]
    [InlineData("[http \"https://example.com\"]\n\textraheader = secret\n", "")]
    [InlineData("# [core] fsmonitor = x\n; y\n[unknown]\n\tkey\n", "unknown.key\n")]
    [InlineData("fsmonitor = x", ".fsmonitor = x\n")]
    public void WhatMayRunIsKeptAndUpkeepIsNot(string config, string kept) => Assert.Equal(kept, GitSettings.That(config));
}

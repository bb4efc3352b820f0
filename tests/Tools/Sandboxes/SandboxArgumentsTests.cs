using Pith.Tools.Sandboxes;

namespace Pith.Tests.Tools.Sandboxes;

public sealed class SandboxArgumentsTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var policy = new SandboxPolicy { Writable = ["/w", "/tmp/with blank"], Guarded = ["/w"], ReadOnly = ["/w/r"], Started = ["/w/s.sh"], Hidden = ["/h"], AllowsNetwork = true, AllowsUnixSockets = true, WithoutNamespaces = true };
        Assert.True(SandboxArguments.TryRead([.. SandboxArguments.Of(policy, "/w/sub", "/bin/sh", ["sh", "-c", "-- net"])], out var start));
        Assert.Equivalent(new SandboxedStart(policy, "/w/sub", "/bin/sh", ["sh", "-c", "-- net"]), start);
    }

    [Theory]
    [InlineData("--sandbox-exec")]
    [InlineData("--sandbox-exec", "w:/w", "c:/w", "--", "/bin/sh")] // without its name a program cannot be started
    [InlineData("--sandbox-exec", "c:/w", "--", "/bin/sh", "sh")]
    [InlineData("--sandbox-exec", "w:/w", "--", "/bin/sh", "sh")]
    [InlineData("--sandbox-exec", "w:relative", "c:/w", "--", "/bin/sh", "sh")]
    [InlineData("--sandbox-exec", "w:/w", "c:/w", "more", "--", "/bin/sh", "sh")]
    public void WhatIsNotWholeIsRefused(params string[] arguments) => Assert.False(SandboxArguments.TryRead(arguments, out _));
}

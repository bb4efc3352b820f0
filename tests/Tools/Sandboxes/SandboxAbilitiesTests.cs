using Pith.Tools.Sandboxes;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>What a kernel lacks is said, and never taken for less.</summary>
public sealed class SandboxAbilitiesTests
{
    [Theory]
    [InlineData(7, true, null, true, 0)]
    [InlineData(0, true, null, true, 0)] // mounts hold writes too
    [InlineData(6, true, "no", true, 3)]
    [InlineData(1, true, "no", true, 4)] // and signals
    [InlineData(0, true, "no", false, 1)]
    [InlineData(7, false, null, false, 1)]
    public void WhatIsMissingIsSaid(int landlock, bool filter, string? whyNot, bool suffices, int lacks)
    {
        var abilities = new SandboxAbilities(landlock, filter, whyNot);
        Assert.Equal((suffices, lacks), (abilities.Suffices, abilities.Lacks.Count));
    }

    [Theory]
    [InlineData("docker ps", true)]
    [InlineData("docker ps -a && docker images", true)]
    [InlineData("docker", true)]
    [InlineData("docker ps; rm x", false)]
    [InlineData("docker ps | sh", false)]
    [InlineData("docker $X", false)]
    [InlineData("docker run $(cat x)", false)]
    [InlineData("dockerx", false)]
    [InlineData("docker 'unclosed", false)]
    [InlineData("", false)]
    public void OnlyLinesOfExcludedCommandsAloneRunOutside(string line, bool outside) =>
        Assert.Equal(outside, new Sandbox(new SandboxPolicy { Writable = ["/w"] }, new SandboxAbilities(7, true, null), ["pith"]) { Excluded = ["docker *"] }.Excludes(line));

    [Fact]
    public void WhatCannotBeHeldIsNotPromised()
    {
        var policy = new SandboxPolicy { Writable = ["/w"], ReadOnly = ["/w/r"], Hidden = ["/h"] };
        Assert.Throws<IOException>(() => new Sandbox(policy, new SandboxAbilities(0, true, "no"), ["pith"]));
        Assert.Throws<IOException>(() => new Sandbox(policy, new SandboxAbilities(7, true, "no"), ["pith"]));
        Assert.Empty(new Sandbox(policy with { ReadOnly = [] }, new SandboxAbilities(7, true, "no"), ["pith"]).Policy.Hidden);
    }

    [Theory]
    [InlineData("/usr/bin:/w/bin", true)]
    [InlineData("/w/bin:/usr/bin", false)] // what a command puts there would run outside
    [InlineData(":/usr/bin", false)]
    [InlineData("bin:/usr/bin", false)]
    [InlineData("/nowhere", false)]
    [InlineData("", false)]
    public void OnlyProgramsThatNoCommandCanReplaceRunOutside(string path, bool beyond) =>
        Assert.Equal(beyond, Pith.Tools.Shells.ProgramPlaces.AreBeyond(["env"], [$"PATH={path}"], ["/w"]));
}

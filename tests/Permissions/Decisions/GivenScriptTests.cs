using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A removal that stands in a text which some shell will run, or behind a program that starts another: seen by the breaker and by deny rules alike.</summary>
public sealed class GivenScriptTests
{
    [Theory]
    [InlineData("sh -c \"rm -rf $HOME\"")]
    [InlineData("bash -c \"rm -rf $DIR/*\"")]
    [InlineData("bash -c -x 'rm -rf /'")]
    [InlineData("bash -c -o pipefail 'rm -rf /'")]
    [InlineData("eval \"rm -rf $X/*\"")]
    [InlineData("eval rm -rf /")]
    [InlineData("sudo sh -c \"rm -rf $X/\"")]
    [InlineData("env -S 'rm -rf /'")]
    [InlineData("env -vS'rm -rf' /")]
    [InlineData("env --split-string='rm -rf /'")]
    [InlineData("su root -c 'rm -rf /'")]
    [InlineData("su --command='rm -rf /' root")]
    [InlineData("runuser -u root -- rm -rf /")]
    [InlineData("script -qc 'rm -rf /'")]
    [InlineData("script -c 'rm -rf /' log")]
    [InlineData("flock x.lock -c 'rm -rf /'")]
    [InlineData("watch 'rm -rf /'")]
    [InlineData("trap 'rm -rf /' EXIT")]
    [InlineData("trap -- 'rm -rf /' EXIT")]
    [InlineData("bash <<< 'rm -rf /'")]
    [InlineData("bash <<E\nrm -rf /\nE")]
    [InlineData("bash <<'E'\nrm -rf $HOME\nE")]
    [InlineData("cat <<E | sh\nrm -rf /\nE")]
    [InlineData("bash -s <<E\ncd /\nrm -rf usr\nE")]
    [InlineData("echo 'rm -rf /' | sh")]
    [InlineData("echo rm -rf / | sudo bash")]
    [InlineData("echo -e 'ls\\nrm -rf /' | sh -s")]
    [InlineData("printf '%s\\n' ls 'rm -rf /' | sh")]
    [InlineData("sh -c \"$(echo 'rm -rf /')\"")]
    [InlineData("bash <(echo 'rm -rf /')")]
    [InlineData(". <(echo 'rm -rf /')")]
    [InlineData("source /dev/stdin <<< 'rm -rf /'")]
    [InlineData("x='rm -rf /'; eval \"$x\"")]
    [InlineData("x='rm -rf /'; sh -c \"$x\"")]
    [InlineData("echo 'rm -rf /' | xargs -I{} sh -c '{}'")]
    [InlineData("echo 'rm -rf /' | parallel")]
    [InlineData("echo 'rm -rf /' | at now")]
    [InlineData("alias x='rm -rf /'; x")]
    [InlineData("cd / && sh -c 'rm -rf usr'")]
    [InlineData("echo / | xargs -I{} sh -c 'rm -rf {}'")]
    [InlineData("parallel 'rm -rf {}' ::: / /home")]
    [InlineData("git submodule foreach 'rm -rf /'")]
    [InlineData("git rebase --exec 'rm -rf /' main")]
    [InlineData("git bisect run rm -rf /")]
    [InlineData("git -c alias.x='!rm -rf /' x")]
    [InlineData("GIT_SSH_COMMAND='rm -rf /' git fetch")]
    [InlineData("ssh -p 22 host rm -rf /")]
    [InlineData("ssh host 'rm -rf /'")]
    public void ACriticalRemovalInATextAsksInEveryMode(string command) => Asks(command);

    [Theory]
    [InlineData("setarch x86_64")]
    [InlineData("setarch -R")]
    [InlineData("linux64")]
    [InlineData("linux32")]
    [InlineData("prlimit --nofile=10")]
    [InlineData("setpriv --reuid 0")]
    [InlineData("runuser -u root --")]
    [InlineData("pkexec")]
    [InlineData("pkexec --user root")]
    [InlineData("fakeroot")]
    [InlineData("xvfb-run")]
    [InlineData("xvfb-run -a -s '-screen 0'")]
    [InlineData("dbus-run-session --")]
    [InlineData("unbuffer")]
    [InlineData("chronic")]
    [InlineData("valgrind --tool=none")]
    [InlineData("perf stat")]
    [InlineData("perf record -g --")]
    [InlineData("gdb --args")]
    [InlineData("toybox")]
    [InlineData("sem -j 1")]
    [InlineData("screen -dm")]
    [InlineData("tmux new-session -d")]
    [InlineData("numactl -N 0")]
    [InlineData("choom -n 0 --")]
    [InlineData("firejail --quiet")]
    [InlineData("bwrap --bind / /")]
    [InlineData("systemd-inhibit")]
    [InlineData("cpulimit -l 50 --")]
    [InlineData("torsocks")]
    [InlineData("gosu root")]
    [InlineData("dumb-init")]
    [InlineData("sshpass -p x")]
    [InlineData("rlwrap")]
    [InlineData("npx")]
    [InlineData("uv run")]
    [InlineData("poetry run")]
    [InlineData("bundle exec")]
    [InlineData("npm exec --")]
    [InlineData("mise exec --")]
    [InlineData("direnv exec .")]
    [InlineData("nix develop -c")]
    [InlineData("ip netns exec x")]
    [InlineData("conda run -n x")]
    [InlineData("gtimeout 5")]
    [InlineData("sudo uv run xvfb-run")]
    public void ProgramsThatStartAnotherAreLookedThrough(string launcher)
    {
        Asks($"{launcher} rm -rf /");
        Assert.Equal(Verdict.Deny, Bench.Of(allow: "Bash", deny: "Bash(rm *)").Run($"{launcher} rm x").Verdict);
    }

    [Theory]
    [InlineData("sh -c \"ls $DIR\"")]
    [InlineData("echo 'rm -rf /'")]
    [InlineData("git commit -m 'rm -rf /'")]
    [InlineData("grep 'rm -rf /' x | wc -l")]
    [InlineData("env A='rm -rf /' true")]
    [InlineData("pnpm rm lodash")]
    [InlineData("gdb ./a.out")]
    [InlineData("cat > x.md <<E\nrm -rf /\nE")]
    [InlineData("ssh host 'rm -rf build'")]
    [InlineData("bash run.sh")]
    public void WhatOnlySpeaksOfItDoesNot(string command)
    {
        var decision = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, $"{decision.Reason}: {decision.Part}");
    }

    /// <summary>Rules are written for these as for any program, so their beginning allows.</summary>
    [Theory]
    [InlineData("Bash(uv run *)", "uv run pytest x")]
    [InlineData("Bash(npx *)", "npx eslint .")]
    [InlineData("Bash(gdb *)", "gdb ./a.out")]
    public void ARuleOnACarrierAllowsWhatItSays(string rule, string command) => Assert.Equal(Verdict.Allow, Bench.Of(rule).Run(command).Verdict);

    private static void Asks(string command)
    {
        var decision = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision is { Verdict: Verdict.Ask, Cause: Cause.Breaker }, $"{decision.Verdict} {decision.Cause}: {decision.Reason}");
    }
}

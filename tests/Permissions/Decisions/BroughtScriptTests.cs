using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A critical removal that a line brings along for another program to run: in a makefile, an alias, a language of words, a container that has the folder.</summary>
public sealed class BroughtScriptTests
{
    [Theory]
    [InlineData("make -f - <<< 'x:;rm -rf /'")]
    [InlineData("make -f - <<E\nx:\n\trm -rf /\nE")]
    [InlineData("printf 'x:\\n\\t@rm -rf /\\n' | make -f -")]
    [InlineData("printf 'x:\\n\\t-@rm -rf /*\\n' | make -sf-")]
    [InlineData("echo 'x: ; rm -rf /' | make --file=-")]
    [InlineData("make -f <(printf 'x:\\n\\trm -rf /')")]
    [InlineData("make -f /dev/stdin <<< 'X := $(shell rm -rf /)'")]
    [InlineData("gmake -f - <<< 'X != rm -rf /'")]
    [InlineData("alias x='rm -rf'; x /")]
    [InlineData("alias x='rm -rf'\nx /; alias x=ls")]
    [InlineData("bash -ic 'alias x=\"rm -rf\"; x /'")]
    [InlineData("git -c alias.x='!rm -rf' x /")]
    [InlineData("git -c alias.x='clean -fdx' x")]
    [InlineData("GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=alias.x GIT_CONFIG_VALUE_0='!rm -rf /' git x")]
    [InlineData("pwsh -c \"Remove-Item -Recurse -Force /\"")]
    [InlineData("pwsh -Command Remove-Item -Recurse -Force /")]
    [InlineData("pwsh -NoProfile -c \"& { Remove-Item -Path / -Recurse }\"")]
    [InlineData("pwsh -c 'remove-item -r -fo ~'")]
    [InlineData("pwsh -c \"Get-ChildItem; rm -rf /\"")]
    [InlineData("pwsh <<< 'Remove-Item -Recurse -Force /'")]
    [InlineData("pwsh -c \"[System.IO.Directory]::Delete('/', 1)\"")]
    [InlineData("tclsh <<< 'exec rm -rf /'")]
    [InlineData("tclsh8.6 <<< 'file delete -force /'")]
    [InlineData("echo 'catch {exec rm -rf /}' | tclsh")]
    [InlineData("echo 'puts [exec rm -rf /]' | tclsh")]
    [InlineData("expect -c 'spawn rm -rf /'")]
    [InlineData("expect -c \"file delete -force -- /\"")]
    [InlineData("docker run -v /:/h x rm -rf /h")]
    [InlineData("docker run --rm -v /:/h x sh -c 'rm -rf /h/*'")]
    [InlineData("docker run -v/:/h alpine rm -rf /h/etc")]
    [InlineData("podman run --mount type=bind,source=/,target=/h x rm -rf /h")]
    [InlineData("podman run --mount=type=bind,src=/home,dst=/h x rm -rf /h/me")]
    [InlineData("nerdctl run --volume=/:/h x rm -rf /h")]
    [InlineData("docker run -v /:/h --entrypoint rm x -rf /h")]
    [InlineData("docker run -v /:/h --entrypoint=rm x -rf /h")]
    [InlineData("docker run --name sh -v /:/h x rm -rf /h")]
    [InlineData("docker run -v /:/h -w /h x rm -rf etc")]
    [InlineData("docker run -v /:/h x chroot /h rm -rf /etc")]
    [InlineData("docker run -v /:/h x chroot /h sh -c 'rm -rf /*'")]
    [InlineData("docker run -v ~:/h x rm -rf /h")]
    [InlineData("docker run -v $HOME:/h x rm -rf /h/")]
    [InlineData("docker run -v $PWD:/w -w /w x sh -c 'rm -rf *'")]
    [InlineData("docker run -v \"$(pwd)\":/w x rm -rf /w")]
    [InlineData("docker run -v $PWD:/w x rm -rf /")]
    [InlineData("docker run -v $PWD/../..:/w x find /w -delete")]
    [InlineData("docker run --pid=host --privileged x nsenter -t 1 -m rm -rf /")]
    [InlineData("sudo docker run -v /:/h:rw,z x rm -rf /h")]
    public void TheBreakerSeesIt(string command)
    {
        var found = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(found is { Verdict: Verdict.Ask, Cause: Cause.Breaker }, $"{found.Verdict} {found.Cause}: {found.Reason}");
    }

    [Theory]
    [InlineData("make -f - <<< 'x:;rm -rf build'")]
    [InlineData("printf 'x:\\n\\techo hi\\n' | make -f -")]
    [InlineData("echo 'rm -rf /' && make")]
    [InlineData("make -f Makefile -- clean <<< 'rm'")]
    [InlineData("alias x='rm -rf'; x build")]
    [InlineData("alias ll='ls -l'; ll /")]
    [InlineData("alias e=echo; e 'x; rm -rf /'")]
    [InlineData("git -c alias.x='!rm -rf' x build")]
    [InlineData("git -c alias.x=status x /")]
    [InlineData("pwsh -c \"Remove-Item -Recurse -Force ./build\"")]
    [InlineData("pwsh -c \"Remove-Item Env:X\"")]
    [InlineData("pwsh -c 'Write-Host \"rm -rf /\"'")]
    [InlineData("pwsh -File x.ps1 -Recurse /")]
    [InlineData("tclsh <<< 'puts \"rm -rf /\"'")]
    [InlineData("tclsh <<< 'file delete -force build'")]
    [InlineData("file delete.txt")]
    [InlineData("docker run --rm -v $(pwd):/app -w /app node:18 rm -rf node_modules")]
    [InlineData("docker run --rm -v $(pwd):/app -w /app node:18 sh -c 'rm -rf dist && npm run build'")]
    [InlineData("docker run --rm -v \"$PWD\":/app x rm -rf /app/dist /tmp/x /build")]
    [InlineData("docker run -v $PWD:/src x sh -c \"rm -rf /build && make\"")]
    [InlineData("docker run --rm -it -v ./:/work x find /work -name '*.o' -delete")]
    [InlineData("docker run --mount type=bind,source=$PWD,target=/h x rm -rf /h/build")]
    [InlineData("docker run -v data:/h x rm -rf /h")]
    [InlineData("docker run --mount type=volume,source=data,target=/h x rm -rf /h")]
    [InlineData("docker run x rm -rf /")]
    [InlineData("docker run -v /:/h:ro x rm -rf /h")]
    [InlineData("docker run --mount type=bind,source=/,target=/h,readonly x rm -rf /h")]
    [InlineData("docker run -v /:/h x ls /h")]
    [InlineData("docker exec x rm -rf /")]
    public void WhatIsHarmlessDoesNotAsk(string command)
    {
        var found = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(found.Verdict == Verdict.Allow, $"{found.Reason}: {found.Part}");
    }
}

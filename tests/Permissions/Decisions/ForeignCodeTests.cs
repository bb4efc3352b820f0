using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A critical removal that a program in another language is told: seen in its texts by the breaker, in every mode; and all that only looks like one passes.</summary>
public sealed class ForeignCodeTests
{
    [Theory]
    [InlineData("python3 -c \"import shutil; shutil.rmtree('/')\"")]
    [InlineData("python3 -c \"import os; os.system('rm -rf /')\"")]
    [InlineData("npx rimraf /")]
    [InlineData("npx -y rimraf ~")]
    [InlineData("npx del-cli ~")]
    [InlineData("trash ~")]
    [InlineData("gio trash ~")]
    [InlineData("python3 -c 'import shutil,os; shutil.rmtree(os.getcwd())'")]
    [InlineData("python3 -c 'import pathlib,shutil; shutil.rmtree(pathlib.Path.home())'")]
    [InlineData("node -e \"require('fs').rmSync(require('os').homedir(),{recursive:true})\"")]
    [InlineData("ruby -rfileutils -e 'FileUtils.rm_rf(Dir.home)'")]
    [InlineData("python3 -W ignore <<E\nimport shutil\nshutil.rmtree('/')\nE")]
    [InlineData("tar --remove-fil -cf x.tar ~")]
    [InlineData("python3.12 -Ic \"import shutil; shutil.rmtree('$HOME')\"")]
    [InlineData("python3 -c 'import shutil,os; shutil.rmtree(os.path.expanduser(\"~\"))'")]
    [InlineData("python3 -c 'import shutil,os; shutil.rmtree(os.environ[\"HOME\"])'")]
    [InlineData("python3 -c 'import shutil; from pathlib import Path; shutil.rmtree(Path.home(), ignore_errors=True)'")]
    [InlineData("python3 -c 'import shutil; p = \"/\"; shutil.rmtree(p)'")]
    [InlineData("python3 -c 'import shutil\nfor d in [\"/usr\", \"/etc\"]:\n    shutil.rmtree(d)'")]
    [InlineData("python3 -c 'import os, glob\nfor f in glob.glob(\"/*\"): os.unlink(f)'")]
    [InlineData("python3 -c 'import os\nfor r, d, fs in os.walk(\"/\"):\n  for f in fs: os.remove(os.path.join(r, f))'")]
    [InlineData("python3 -c 'import shutil; getattr(shutil, \"rmtree\")(\"/\")'")]
    [InlineData("python3 -c 'import shutil; shutil.rmtree(path=\"/\")'")]
    [InlineData("python3 -c 'import shutil; shutil.rmtree(\"\\x2f\")'")]
    [InlineData("python3 -c 'import shutil; shutil.rmtree(\".\")'")]
    [InlineData("python3 -c 'import shutil; shutil.rmtree(\"..\")'")]
    [InlineData("python3 -c 'import subprocess; subprocess.run([\"rm\", \"-rf\", \"/\"])'")]
    [InlineData("python3 -c 'import subprocess; subprocess.run(\"rm\" + \" -rf \" + \"/\", shell=True)'")]
    [InlineData("python3 -c 'open(\"/dev/sda\", \"wb\").write(b\"0\" * 4096)'")]
    [InlineData("python3 - <<'E'\nimport shutil\n# don't\nshutil.rmtree('/home')\nE")]
    [InlineData("python3 <<E\nimport os\nos.system(\"rm -rf ~\")\nE")]
    [InlineData("python3 <<< \"import shutil; shutil.rmtree('/')\"")]
    [InlineData("echo \"import shutil; shutil.rmtree('/')\" | python3")]
    [InlineData("cat <<'E' | python3 -\nimport shutil; shutil.rmtree('/')\nE")]
    [InlineData("python3 -c \"print('rm -rf /')\" | sh")]
    [InlineData("sudo uv run python -c \"import shutil; shutil.rmtree('/')\"")]
    [InlineData("perl -e 'system(\"rm -rf ~\")'")]
    [InlineData("perl -e 'unlink glob \"/*\"'")]
    [InlineData("perl -e 'unlink </*>'")]
    [InlineData("perl -MFile::Path=remove_tree -e 'remove_tree(\"/\")'")]
    [InlineData("perl -e 'use File::Path; rmtree($ENV{HOME});'")]
    [InlineData("perl -e 'exec qw(rm -rf /)'")]
    [InlineData("perl -e '`rm -rf /`'")]
    [InlineData("perl -e 'qx{rm -rf /usr}'")]
    [InlineData("perl -e 'open(F, \"|rm -rf /\")'")]
    [InlineData("perl -e 'system \"rm\", \"-rf\", \"/\"'")]
    [InlineData("node -e \"require('fs').rmSync('/',{recursive:true})\"")]
    [InlineData("node -e \"fs.rmSync(process.env.HOME, {recursive: true})\"")]
    [InlineData("node -e \"require('child_process').execSync('rm -rf /')\"")]
    [InlineData("node -e \"require('child_process').spawnSync('rm', ['-rf', '/'])\"")]
    [InlineData("node -e 'for (const d of [\"/usr\"]) fs.rmSync(d, {recursive: true})'")]
    [InlineData("node --eval=\"require('fs')['rmSync']('/', {recursive:true})\"")]
    [InlineData("node -e \"require('fs').readdirSync('/').forEach(f => require('fs').rmSync('/' + f, {recursive: true}))\"")]
    [InlineData("node <<'E'\nrequire('fs').rmSync('/etc', { recursive: true })\nE")]
    [InlineData("deno eval 'Deno.remove(\"/\", {recursive: true})'")]
    [InlineData("bun -e 'await $`rm -rf /`'")]
    [InlineData("ruby -e 'FileUtils.rm_rf(\"/\")'")]
    [InlineData("ruby -rfileutils -e 'FileUtils.rm_rf Dir.glob(\"/*\")'")]
    [InlineData("ruby -e '%x(rm -rf /)'")]
    [InlineData("php -r 'system(\"rm -rf /\");'")]
    [InlineData("php -r 'foreach (glob(\"/*\") as $f) unlink($f);'")]
    [InlineData("lua -e 'os.execute(\"rm -rf /\")'")]
    [InlineData("awk 'BEGIN{system(\"rm -rf /\")}'")]
    [InlineData("awk 'BEGIN { print \"rm -rf /\" | \"sh\" }'")]
    [InlineData("awk 'BEGIN { \"rm -rf /\" | getline }'")]
    [InlineData("emacs --batch --eval '(shell-command \"rm -rf /\")'")]
    [InlineData("pwsh -c \"Remove-Item -Recurse -Force '/'\"")]
    public void ACriticalRemovalInOtherLanguagesAsksInEveryMode(string command) => Asks(command);

    [Theory]
    [InlineData("tar -cf x --checkpoint=1 --checkpoint-action=exec='rm -rf /' y")]
    [InlineData("tar -I 'sh -c \"rm -rf /\"' -cf x y")]
    [InlineData("tar xf x --to-command='rm -rf ~'")]
    [InlineData("tar --remove-files -cf x.tar ~")]
    [InlineData("zip -rm x.zip ~")]
    [InlineData("rsync -a --delete empty/ ~/")]
    [InlineData("rsync -r --delete-after empty/ /")]
    [InlineData("rsync -e 'rm -rf /' a host:b")]
    [InlineData("shred /dev/sda")]
    [InlineData("truncate -s0 /dev/nvme0n1")]
    [InlineData("tee /dev/sda < x")]
    [InlineData("cp image.iso /dev/sdb")]
    [InlineData("parted -s /dev/sda mklabel gpt")]
    [InlineData("vim -c ':!rm -rf /' x")]
    [InlineData("git -c core.pager='rm -rf /' log")]
    [InlineData("git config alias.x '!rm -rf /'")]
    [InlineData("sed '1e rm -rf /' x")]
    [InlineData("sqlite3 x '.shell rm -rf /'")]
    [InlineData("split --filter='rm -rf /' x")]
    [InlineData("gdb -batch -ex 'shell rm -rf /'")]
    [InlineData("ssh -o ProxyCommand='rm -rf /' host")]
    [InlineData("socat - SYSTEM:'rm -rf /'")]
    [InlineData("find / -delete")]
    [InlineData("git -C / clean -fdx")]
    [InlineData("dd if=/dev/zero of=/dev/sda")]
    [InlineData("mkfs.ext4 /dev/sda1")]
    [InlineData("cat x > /dev/sda")]
    [InlineData("chmod -R 000 /")]
    [InlineData("mv ~ /dev/null")]
    [InlineData("mv /usr .")]
    [InlineData("mv -t . /usr")]
    public void SoDoesOneInAnOptionOrByAnotherProgram(string command) => Asks(command);

    [Theory]
    [InlineData("python3 -c \"import shutil; shutil.rmtree('build')\"")]
    [InlineData("python3 -c \"import shutil; shutil.rmtree('/home/me/work/build')\"")]
    [InlineData("python3 -c \"import os; os.system('rm -rf build')\"")]
    [InlineData("python3 -c \"print('rm -rf /')\"")]
    [InlineData("python3 -c 'import shutil, os; shutil.rmtree(os.path.join(d, \"/\".join(parts)))'")]
    [InlineData("python3 -c 'import shutil; shutil.rmtree(base + \"/\" + name)'")]
    [InlineData("python3 -c 'import os; p = p.replace(\"/\", \"_\"); os.remove(p)'")]
    [InlineData("python3 -c 'import shutil\nif p not in (\"/\", \"~\"): shutil.rmtree(p)'")]
    [InlineData("python3 -c 'import shutil\nif p == \"/\": raise SystemExit\nshutil.rmtree(p)'")]
    [InlineData("python3 -c 'import os; [os.remove(f) for f in os.listdir(\".\") if f.endswith(\".tmp\")]'")]
    [InlineData("python3 -c 'import os, glob; [os.remove(f) for f in glob.glob(\"/tmp/*.png\")]'")]
    [InlineData("python3 -c 'import shutil; from pathlib import Path; shutil.rmtree(Path.home() / \".cache\" / \"x\")'")]
    [InlineData("python3 -c 'import shutil, os; shutil.rmtree(os.path.join(os.path.expanduser(\"~\"), \".cache/x\"))'")]
    [InlineData("python3 -c 'parts.remove(\"/\"); print(parts)'")]
    [InlineData("python3 -c \"import requests; print(requests.get('http://localhost/').text.split('/'))\"")]
    [InlineData("python3 - <<'E'\nimport os\napp.get('/')\nassert client.get(\"/\").ok\nos.unlink(tmp)\nE")]
    [InlineData("python3 - <<'E'\ns = open('x.sh').read()\ns = s.replace('rm -rf $X', 'rm -rf \"$X\"')\nopen('x.sh', 'w').write(s)\nE")]
    [InlineData("python3 -c 'print(open(\"/dev/sda\", \"rb\").read(512))'")]
    [InlineData("python3 clean.py '/'")]
    [InlineData("python3 clean.py --root / <<E\nrmtree('/')\nE")]
    [InlineData("node -e \"console.log('/')\"")]
    [InlineData("node -e \"require('fs').rmSync('dist',{recursive:true}); console.log('/'.length)\"")]
    [InlineData("node -e \"require('fs').rmSync(require('path').join(os.homedir(), '.cache/x'), {recursive: true})\"")]
    [InlineData("node -e \"require('child_process').execSync('ls /')\"")]
    [InlineData("node -e \"app.get('/', f); fs.unlinkSync('x.sock')\"")]
    [InlineData("node -e 'console.log(\"rm -rf /\".split(\" \"))'")]
    [InlineData("perl -pe 's{/usr}{/opt}g' x")]
    [InlineData("perl -e 'unlink glob \"*.bak\"'")]
    [InlineData("perl -ne 'print if m{^/}' x")]
    [InlineData("ruby -e 'FileUtils.rm_rf(\"tmp/cache\")'")]
    [InlineData("ruby -e 'puts Dir.glob(\"/*\")'")]
    [InlineData("php -r 'echo \"rm -rf /\";'")]
    [InlineData("awk -F'/' '{ print $1 \"/\" $2 }' x")]
    [InlineData("awk 'BEGIN{system(\"ls /\")}'")]
    [InlineData("awk '/rm -rf/ { print \"found\" }' x")]
    [InlineData("tar -I 'zstd -19' -cf x y")]
    [InlineData("tar --remove-files -cf x.tar build")]
    [InlineData("rsync -a --delete src/ dst/")]
    [InlineData("rsync -a --delete site/ host:/")]
    [InlineData("rsync -e 'ssh -p 22' a host:b")]
    [InlineData("mv build/x .")]
    [InlineData("mv a.txt ~")]
    [InlineData("mv a b c ../work")]
    [InlineData("cp x /dev/null")]
    [InlineData("tee /dev/stderr < x")]
    [InlineData("parted /dev/sda print")]
    [InlineData("sed 's/the rm -rf ~/x/' a")]
    [InlineData("sed -e 's/foo/rm -rf \\//' a")]
    [InlineData("git commit -m 'alias=rm -rf /'")]
    [InlineData("vim -c ':s/x/y/ | wq' a")]
    [InlineData("psql -c 'drop index if exists rm'")]
    public void WhatIsHarmlessDoesNot(string command)
    {
        var decision = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, $"{decision.Reason}: {decision.Part}");
    }

    /// <summary>However it is built, reading it takes a time in proportion.</summary>
    [Theory]
    [InlineData("'\\''")]
    [InlineData("'")]
    [InlineData("rmtree(")]
    [InlineData("q{")]
    [InlineData("</")]
    [InlineData("'/',")]
    [InlineData("system(\"rm x\",")]
    public void LongOnesAreReadInProportion(string piece)
    {
        var authority = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions);
        double Time(int times)
        {
            var command = "python3 - <<'END'\nunlink " + string.Concat(Enumerable.Repeat(piece, times)) + "\nEND";
            var clock = System.Diagnostics.Stopwatch.StartNew();
            _ = authority.Run(command);
            return clock.Elapsed.TotalMilliseconds;
        }

        Time(100);
        var few = Time(2_000);
        Assert.InRange(Time(40_000), 0, Math.Max(few, 5) * 20 * 8);
    }

    private static void Asks(string command)
    {
        var decision = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision is { Verdict: Verdict.Ask, Cause: Cause.Breaker }, $"{decision.Verdict} {decision.Cause}: {decision.Reason}");
    }

    /// <summary>A command that rules deny is looked for where the breaker looks.</summary>
    [Theory]
    [InlineData("awk 'BEGIN{system(\"curl x\")}'", Verdict.Ask)]
    [InlineData("perl -e 'exec \"curl x\"'", Verdict.Ask)]
    [InlineData("python3 -c 'import os; os.system(\"curl x\")'", Verdict.Ask)]
    [InlineData("python3 -c 'import subprocess; subprocess.run([\"curl\",\"x\"])'", Verdict.Ask)]
    [InlineData("node -e 'require(\"child_process\").execSync(\"curl x\")'", Verdict.Ask)]
    [InlineData("python3 -c 'print(\"curl x\")'", Verdict.Allow)]
    [InlineData("python3 -c 'import os; os.system(\"ls\")'", Verdict.Allow)]
    public void ADeniedCommandThatItMayRunAsks(string command, Verdict verdict) => Assert.Equal(verdict, Bench.Of(deny: "Bash(curl *)", mode: PermissionMode.BypassPermissions).Run(command).Verdict);
}

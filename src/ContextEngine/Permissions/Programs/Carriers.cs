using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// Programs whose work is another one that they start: debuggers, runners of packages and environments, terminals. A rule on their beginning allows
/// what it says, since that is how people write them; what is denied, or breaks, is seen behind them all the same.
/// </summary>
internal static class Carriers
{
    /// <summary>Where the command begins that one of them may start; several places where its options may take words.</summary>
    public static IEnumerable<int> Hidden(IReadOnlyList<ShellWord> words, int from)
    {
        var name = Launchers.NameOf(words[from]);
        var subcommands = Subcommands(name);
        if (subcommands.Length == 0 && !Is(name))
            yield break;
        var hasBegun = subcommands.Length == 0;
        for (var i = from + 1; i < words.Count; i++)
        {
            var text = words[i].Text;
            if (hasBegun && !text.StartsWith('-') && !text.Contains('='))
                yield return i;
            hasBegun |= subcommands.Contains(text);
        }
    }

    /// <summary>Whether everything behind its options is a command.</summary>
    public static bool Is(string name) => name is "xvfb-run" or "dbus-run-session" or "dbus-launch" or "valgrind" or "gdb" or "lldb" or "rr" or "heaptrack" or "uftrace" or "screen" or "tmux" or "dtach" or "abduco" or "rlwrap" or "hyperfine"
        or "npx" or "bunx" or "pnpx" or "uvx" or "cpulimit" or "torify" or "torsocks" or "proxychains" or "proxychains4" or "trickle" or "faketime" or "sshpass" or "caffeinate" or "systemd-inhibit" or "systemd-cat" or "cgexec" or "catchsegv"
        or "firejail" or "bwrap" or "proot" or "schroot" or "sandbox-exec" or "watchexec" or "expect_unbuffer" or "setlock" or "retry" or "dotenv" or "ifne" or "mispipe" or "eatmydata" or "ssh-agent" or "xterm" or "gnome-terminal" or "konsole" or "coreutils";

    /// <summary>The words behind which those start a command that also do other things; none for any other program.</summary>
    private static string[] Subcommands(string name) => name switch
    {
        "perf" => ["stat", "record", "trace", "mem", "kvm", "c2c", "lock", "sched"],
        "npm" or "pnpm" or "yarn" or "bun" => ["exec", "x", "dlx"],
        "uv" or "poetry" or "pipenv" or "conda" or "mamba" or "micromamba" or "pixi" or "hatch" or "pdm" or "rye" or "rustup" or "devbox" or "foreman" or "doppler" or "infisical" or "op" => ["run", "exec"],
        "bundle" or "mise" or "rtx" or "asdf" or "direnv" or "rbenv" or "pyenv" or "nodenv" or "aws-vault" or "chamber" or "ip" or "opam" or "stack" or "cabal" or "volta" => ["exec", "x", "run"],
        "nix" => ["-c", "--command", "run", "shell", "develop"],
        "machinectl" or "distrobox" or "toolbox" => ["shell", "enter", "run", "--"],
        "git" => ["run", "foreach"], // of bisect, and of submodule
        _ => [],
    };
}

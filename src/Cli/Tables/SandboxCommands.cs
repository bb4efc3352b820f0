using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith sandbox</c> and what stands below it.</summary>
internal static class SandboxCommands
{
    public static readonly Command All = new("sandbox", "Hold commands inside a folder, and say what this kernel gives for that")
    {
        Operands = "COMMAND",
        Details = ["A command in a sandbox writes only below the working folder and the temporary folder, reaches no network and no other process, and cannot change what takes effect later: git hooks and configuration, settings of agents and editors, files that shells read when they start. That last holds at the root of the folder and in its repository, not in folders or repositories further below. What is removed afterwards is kept below PITH_HOME, in quarantine. Linux only; nothing need be installed. An agent runs its commands so with --sandbox on, or with \"sandbox\": {\"enabled\": true} in its settings."],
        Examples = [new("pith sandbox run -- npm test", "tests that cannot phone home")],
        Commands =
        [
            new("check", "Say what this kernel gives a sandbox, and what it lacks")
            {
                Details = ["The kernel is asked by trying, since settings of a container take away what versions promise. The exit code is 69 where commands cannot be held at all; where something is missing, an agent asks more often, never less."],
                Flags = [Flags.Json],
                Examples = [new("pith sandbox check", "a line for each ability")],
                Run = SandboxVerbs.Check,
            },
            new("run", "Run one command in a sandbox")
            {
                Operands = "COMMAND…",
                Fewest = 1,
                Most = int.MaxValue,
                Details =
                [
                    "Write -- before the command, so that its flags stay its own. One word with blanks is a command line for the shell. Its exit code becomes that of pith; 126 says that it was not run.",
                    "--allow-host reaches the web at the hosts it names, *.example.com for those below one: by HTTP and TLS, at the ports 80 and 443 unless a pattern names another. Names are looked up outside, after they have passed; private addresses are reached only where they are named themselves. Programs are told of the proxy by HTTPS_PROXY and its like; those that do not heed it reach nobody.",
                    "Of the environment it gets what an agent's commands get: names that are known to be harmless, nothing that looks like a secret.",
                ],
                Flags = [Flags.AllowWrite, Flags.AllowHost, Flags.AllowNetwork, Flags.Plain],
                Examples =
                [
                    new("pith sandbox run -- make test", "in this folder"),
                    new("pith sandbox run --write ../out -- './build.sh > ../out/log'", "a command line, and one more folder"),
                    new("pith sandbox run --allow-host registry.npmjs.org -- npm ci", "what the registry has, and nobody else"),
                ],
                Run = SandboxVerbs.Run,
            },
        ],
    };
}

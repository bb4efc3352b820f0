using System.Buffers;
using System.Runtime.Versioning;
using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Tools.Sandboxes;
using Pith.Tools.Shells;

namespace Pith.Cli.Verbs;

/// <summary><c>pith sandbox check</c> and <c>pith sandbox run</c>.</summary>
internal static class SandboxVerbs
{
    private static readonly SearchValues<char> _special = SearchValues.Create(" \t\n;|&<>()$`\"'*?");

    public static int Check(Invocation invocation)
    {
        var abilities = SandboxAbilities.OfKernel();
        if (invocation.Has(Flags.Json))
            WriteJson(invocation, abilities);
        else
            Write(invocation, abilities);
        return abilities.Suffices ? ExitCode.Done : ExitCode.Missing;
    }

    public static int Run(Invocation invocation)
    {
        if (!OperatingSystem.IsLinux())
            throw Failure.Usage("there are sandboxes on Linux only, in this version");
        var folder = RealPath.Of(Directory.GetCurrentDirectory());
        var further = invocation.Word(Flags.AllowWrite) is { } also ? [RealPath.Of(Path.GetFullPath(also))] : Array.Empty<string>();
        if (further is [var missing] && !Directory.Exists(missing))
            throw Failure.Usage($"--write names '{InputFile.Shown(missing)}', which is no folder");
        var policy = SandboxChoice.Policy(folder, further, invocation.Around) with
        {
            AllowsNetwork = invocation.Has(Flags.AllowNetwork),
            Hosts = Hosts(invocation.Word(Flags.AllowHost)),
        };
        var abilities = SandboxAbilities.OfKernel();
        try
        {
            if (!policy.Hosts.IsEmpty && (invocation.Has(Flags.Plain) || !abilities.HasNamespaces))
                throw new IOException("without namespaces no host can be told from another; leave --allow-host away, or choose --network");
            var sandbox = new Sandbox(policy, invocation.Has(Flags.Plain) ? abilities.Plain("--no-namespaces") : abilities, SandboxChoice.Launcher);
            return Run(invocation, sandbox, folder);
        }
        // Only what comes before the start is thrown: what cannot be put back afterwards is said with the rest.
        catch (IOException lack)
        {
            throw new Failure(ExitCode.Missing, $"the command was not run, {lack.Message}");
        }
    }

    private static HostList Hosts(string? named)
    {
        if (named is null)
            return HostList.None;
        var hosts = named.Split(',', StringSplitOptions.TrimEntries);
        return hosts.FirstOrDefault(h => !HostList.IsPattern(h)) is { } wrong
            ? throw Failure.Usage($"--allow-host: '{InputFile.Shown(wrong)}' names no host; write example.com, *.example.com, or example.com:8443 for a port that is none of the web's")
            : new HostList(hosts, []);
    }

    [SupportedOSPlatform("linux")]
    private static int Run(Invocation invocation, Sandbox sandbox, string folder)
    {
        string[] words = [.. invocation.Operands];
        var program = words is [var line] && line.AsSpan().ContainsAny(_special) ? ["sh", "-c", line] : words;
        var path = program == words ? Found(words[0], invocation.Around) : "/bin/sh";
        var environment = ShellEnvironment.Of(RunHooks.Variables(), ["TERM"]);
        var ended = sandbox.Run(new SandboxedStart(sandbox.Policy, folder, path, program), environment);
        foreach (var change in ended.PutBack)
            invocation.Around.Complain($"not allowed: {change}");
        foreach (var sentence in ended.Unguarded)
            invocation.Around.Complain($"not guarded: {sentence}");
        return ended.ExitCode;
    }

    private static string Found(string name, Surroundings around)
    {
        if (name.Contains('/'))
            return Path.GetFullPath(name);
        foreach (var folder in (around.Variable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries))
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        throw Failure.NoInput($"there is no program '{InputFile.Shown(name)}' in PATH");
    }

    private static void Write(Invocation invocation, SandboxAbilities abilities)
    {
        var said = new StringBuilder();
        said.Append($"{(abilities.Suffices ? "commands can be held inside a folder" : "commands cannot be held")}\n");
        said.Append($"  landlock     {(abilities.Landlock > 0 ? $"version {abilities.Landlock}" : "no")}\n");
        said.Append($"  filter       {(abilities.HasFilter ? "yes" : "no")}\n");
        said.Append($"  namespaces   {abilities.NoNamespaces ?? "yes"}\n");
        foreach (var lack in abilities.Lacks)
            said.Append($"  missing      {lack}\n");
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes(said.ToString()));
    }

    private static void WriteJson(Invocation invocation, SandboxAbilities abilities)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteBoolean("suffices", abilities.Suffices);
        json.WriteNumber("landlock", abilities.Landlock);
        json.WriteBoolean("filter", abilities.HasFilter);
        json.WriteBoolean("namespaces", abilities.HasNamespaces);
        json.WriteString("whyNoNamespaces", abilities.NoNamespaces);
        json.WriteStartArray("missing");
        foreach (var lack in abilities.Lacks)
            json.WriteStringValue(lack);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

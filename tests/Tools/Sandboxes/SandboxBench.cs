using Pith.Tests.Cli;
using Pith.Tools.Sandboxes;
using Pith.Tools.Shells;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>A workspace with a repository, and commands that run in its sandbox as the agent runs them.</summary>
internal sealed class SandboxBench : IDisposable
{
    /// <summary>What this kernel gives, asked once.</summary>
    public static readonly SandboxAbilities Kernel = SandboxAbilities.OfKernel();

    private readonly WorkFolder work = new();
    private readonly TemporaryFolder outside = new();
    private readonly TemporaryFolder kept = new();
    private readonly Shell shell;

    /// <param name="plain">As on a kernel without namespaces.</param>
    /// <param name="change">Changes the policy.</param>
    /// <param name="deny">A rule that denies paths.</param>
    public SandboxBench(bool plain = false, Func<SandboxPolicy, SandboxPolicy>? change = null, string? deny = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Kernel.Suffices, string.Join("; ", Kernel.Lacks));
        Assert.SkipUnless(plain || Kernel.HasNamespaces, Kernel.NoNamespaces ?? "");
        Assert.SkipUnless(!plain || Kernel.Landlock > 0, "this kernel has no Landlock");
        foreach (var name in (string[])[".git/hooks", ".git/objects", "sub"])
            Directory.CreateDirectory(work[name]);
        File.WriteAllText(work[".git/config"], "[core]\n\tbare = false\n");
        File.WriteAllText(work[".git/HEAD"], "ref: refs/heads/main\n");
        File.WriteAllText(work[".bashrc"], "# mine\n");
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "theirs"), "theirs\n");
        var policy = new SandboxPolicy { Writable = [work.Workspace.Root], Guarded = [work.Workspace.Root], Quarantine = Quarantine };
        Sandbox = new Sandbox(change?.Invoke(policy) ?? policy, plain ? Kernel.Plain("told so") : Kernel, Launcher) { Denied = deny is null ? null : new DeniedPaths(Permissions.Decisions.Bench.Settings($$$"""{"permissions":{"deny":["{{{deny}}}"]}}""", work.Workspace.Root), work.Workspace.Root, null, [work.Workspace.Root], TimeProvider.System) };
        shell = new Shell(work.Workspace, new ShellOptions { Sandbox = Sandbox }, null);
        Bash = new BashTool(shell);
    }

    /// <summary>The program in this build.</summary>
    public static IReadOnlyList<string> Launcher { get; } = [DotnetHost(), Path.Combine(AppContext.BaseDirectory, "pith.dll")];

    public Sandbox Sandbox { get; }

    public BashTool Bash { get; }

    public string Outside => outside.Path;

    /// <summary>Where what commands may not make goes.</summary>
    public string Quarantine => kept.Place("quarantine");

    public string this[string name] => work[name];

    public Task<string> Run(string command, bool fails = false) => Bash.Run($$"""{"command":{{Call.Quote(command)}}}""", fails);

    /// <summary>What a command prints, however it ends.</summary>
    public async Task<string> Try(string command)
    {
        var result = await Bash.RunAsync(Call.Of($$"""{"command":{{Call.Quote(command)}}}"""), TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(result.Text.Span);
    }

    /// <summary>The same outside the sandbox, as where that was allowed.</summary>
    public async Task<string> Free(string command)
    {
        var result = await Bash.RunAsync(Call.Of($$"""{"command":{{Call.Quote(command)}},"dangerouslyDisableSandbox":true}"""), TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(result.Text.Span);
    }

    public void Dispose()
    {
        shell?.Dispose();
        outside.Dispose();
        kept.Dispose();
        work.Dispose();
    }

    private static string DotnetHost() =>
        new[] { Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"), "/usr/bin/dotnet", "/usr/local/bin/dotnet", "/usr/share/dotnet/dotnet", "/usr/lib/dotnet/dotnet", "/root/.dotnet/dotnet", Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")) }
            .First(p => p is not null && File.Exists(p))!;
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>Ways out of a sandbox, each tried for real, with namespaces and without. None may lead out.</summary>
[Collection(Alone.Name)]
public sealed class EscapeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WritingOutsideIsRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        foreach (var way in (string[])["echo x > NEW", "echo x >> theirs", "touch NEW", "mkdir NEW", "rm theirs", "rm -rf .", "ln -s /etc NEW", "mkfifo NEW", "truncate -s 0 theirs", "cp /etc/hostname NEW", "dd if=/dev/zero of=theirs count=1"])
            Assert.True(await bench.Try($"cd {bench.Outside} && {way}; echo \"<$?>\"") is var said && !said.Contains("<0>"), $"{way}: {said}");
        Assert.Equal(["theirs"], Directory.EnumerateFileSystemEntries(bench.Outside).Select(Path.GetFileName));
        Assert.Equal("theirs\n", await File.ReadAllTextAsync(Path.Combine(bench.Outside, "theirs"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WorkInsideIsNotHindered(bool plain)
    {
        using var bench = new SandboxBench(plain);
        Assert.Equal("ok\n", await bench.Run("mkdir -p a/b && echo ok > a/b/c && mv a/b/c sub/d && cp sub/d e && ln e f && ln -s e g && rm -r a && cat g"));
        Assert.Equal("x\n", await bench.Run("echo x | tee /dev/null > /dev/stdout"));
        Assert.Equal("3\n", await bench.Run("(exit 3) & wait $!; echo $?"));
        Assert.Equal("done\n", await bench.Run("echo blob > .git/objects/b && echo ref > .git/HEAD.lock && mv .git/HEAD.lock .git/HEAD && echo done"));
        Assert.Equal("141\n", await bench.Run("yes | head -1 >/dev/null; echo ${PIPESTATUS[0]}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SymlinkSwapIsRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        await bench.Try($"rm -rf sub && ln -s {bench.Outside} sub && echo x > sub/NEW; echo x >> sub/theirs; ln -s {bench.Outside}/theirs t; echo x >> t");
        Assert.Equal("theirs\n", await File.ReadAllTextAsync(Path.Combine(bench.Outside, "theirs"), TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(bench.Outside, "NEW")));
        // Against a race: one side swaps a folder and a link, the other writes through the name.
        await bench.Try($"(for i in $(seq 300); do rm -rf s; mkdir s; rm -rf s; ln -s {bench.Outside} s; done) & (for i in $(seq 300); do echo x > s/NEW; done) 2>/dev/null; wait");
        Assert.False(File.Exists(Path.Combine(bench.Outside, "NEW")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenameAndLinkTricksAreRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        foreach (var way in (string[])[$"mv {bench.Outside}/theirs mine", $"ln {bench.Outside}/theirs mine && echo x >> mine", "echo x > new && mv new " + bench.Outside + "/new", $"mv {bench.Outside} here", $"mv \"$PWD\" {bench.Outside}/moved"])
            Assert.True(await bench.Try($"{way}; echo \"<$?>\"") is var said && !said.Contains("<0>"), $"{way}: {said}");
        Assert.Equal("theirs\n", await File.ReadAllTextAsync(Path.Combine(bench.Outside, "theirs"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false, "echo evil > .git/hooks/pre-commit")]
    [InlineData(false, "rm -rf .git/hooks && mkdir .git/hooks && echo evil > .git/hooks/pre-commit")]
    [InlineData(false, "mv .git old; mkdir -p .git/hooks && echo evil > .git/hooks/pre-commit")]
    [InlineData(false, "mv .git/hooks x; cp -r x .git/hooks; echo evil > .git/hooks/pre-commit")]
    [InlineData(false, "echo evil > h; ln h .git/hooks/pre-commit")]
    [InlineData(false, "cd .git && cd hooks && echo evil > pre-commit")]
    [InlineData(false, "ln -s .git g; echo evil > g/hooks/pre-commit")]
    [InlineData(true, "echo evil > .git/hooks/pre-commit")]
    [InlineData(true, "mv .git old; mkdir -p .git/hooks && echo evil > .git/hooks/pre-commit")]
    [InlineData(true, "rm -rf .git/hooks; ln -s ../sub .git/hooks; echo evil > sub/pre-commit")]
    public async Task HooksOfGitStayAsTheyAre(bool plain, string way)
    {
        using var bench = new SandboxBench(plain);
        await bench.Try(way);
        Assert.False(File.Exists(bench[".git/hooks/pre-commit"]));
        Assert.Null(new DirectoryInfo(bench[".git/hooks"]).LinkTarget);
        Assert.True(Directory.Exists(bench[".git/hooks"]));
    }

    [Theory]
    [InlineData(false, "printf '[core]\\n\\tfsmonitor = evil\\n' >> .git/config")]
    [InlineData(false, "cp .git/config c; echo x >> c; mv -f c .git/config")]
    [InlineData(false, "ln .git/config c; echo x >> c")]
    [InlineData(true, "printf '[core]\\n\\tfsmonitor = evil\\n' >> .git/config")]
    [InlineData(true, "rm .git/config; ln -s ../sub/c .git/config; echo x > sub/c")]
    public async Task ConfigurationOfGitStaysAsItIs(bool plain, string way)
    {
        using var bench = new SandboxBench(plain);
        await bench.Try(way);
        Assert.Equal("[core]\n\tbare = false\n", await File.ReadAllTextAsync(bench[".git/config"], TestContext.Current.CancellationToken));
        Assert.Null(new FileInfo(bench[".git/config"]).LinkTarget);
    }

    [Theory]
    [InlineData(false, ".mcp.json")]
    [InlineData(false, ".claude/settings.json")]
    [InlineData(false, ".pith/settings.json")]
    [InlineData(false, ".vscode/tasks.json")]
    [InlineData(false, ".bashrc")]
    [InlineData(false, ".git/config.worktree")]
    [InlineData(false, ".config/git/config")]
    [InlineData(true, ".mcp.json")]
    [InlineData(true, ".claude/settings.json")]
    [InlineData(true, ".bashrc")]
    public async Task SettingsThatTakeEffectLaterAreKeptOrPutBack(bool plain, string path)
    {
        using var bench = new SandboxBench(plain);
        var was = File.Exists(bench[path]) ? await File.ReadAllTextAsync(bench[path], TestContext.Current.CancellationToken) : null;
        var said = await bench.Try($"mkdir -p $(dirname {path}); echo evil >> {path}");
        Assert.Equal(was, File.Exists(bench[path]) ? await File.ReadAllTextAsync(bench[path], TestContext.Current.CancellationToken) : null);
        Assert.True(said.Contains("[Not allowed: ") || said.Contains("Read-only file system"), said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARepositoryThatACommandMakesRunsNothing(bool plain)
    {
        using var bench = new SandboxBench(plain);
        Directory.Delete(bench[".git"], recursive: true);
        var said = await bench.Try("git init -q . && printf '[core]\\n\\thooksPath = sub\\n' >> .git/config && echo evil > .git/hooks/post-checkout; git config --get core.hooksPath");
        Assert.Contains("[Not allowed: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hooksPath", await File.ReadAllTextAsync(bench[".git/config"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(bench[".git/hooks/post-checkout"]));
        Assert.Equal("[no output]", await bench.Run("git status --porcelain -uno"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoProgramIsMadeThatRunsAsItsOwner(bool plain)
    {
        using var bench = new SandboxBench(plain);
        await bench.Run("cp /bin/sh . && chmod 755 sh && chmod g-w sh");
        foreach (var way in (string[])["chmod u+s sh", "chmod 6755 sh", "python3 -c 'import os; os.fchmod(os.open(\"sh\", 0), 0o4755)'", "install -m 4755 /bin/sh other"])
            await bench.Try(way);
        foreach (var name in (string[])["sh", "other"])
            Assert.True(!OperatingSystem.IsLinux() || !File.Exists(bench[name]) || (File.GetUnixFileMode(bench[name]) & UnixFileMode.SetUser) == 0, name);
        Assert.Equal("0\n", await bench.Run("chmod 700 sh; echo $?"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ProcShowsNothingOfOthers(bool plain)
    {
        using var bench = new SandboxBench(plain);
        var us = Environment.ProcessId;
        foreach (var way in (string[])[$"cat /proc/{us}/environ", $"cat /proc/{us}/root/etc/hostname", $"readlink /proc/{us}/fd/0", "cat /proc/$PPID/environ", "cat /proc/$PPID/root/etc/hostname", $"echo x > /proc/{us}/mem", "echo x > /proc/$PPID/oom_score_adj", "echo x > /proc/sys/kernel/core_pattern", "echo 1 > /proc/sysrq-trigger", "cat /proc/1/environ", "cat /proc/1/root/etc/hostname"])
            Assert.True(await bench.Try($"{way}; echo \"<$?>\"") is var said && !said.Contains("<0>"), $"{way}: {said}");
        Assert.NotEqual("", await bench.Run("cat /proc/self/status | head -1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnixSocketsAreRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        var name = $"pith-test-{Environment.ProcessId}-{plain}";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("\0" + name)); // abstract: it has no file that permissions could stand on
        listener.Listen();
        Assert.Contains("Error", await bench.Try($"python3 -c \"import socket; s = socket.socket(socket.AF_UNIX); s.connect('\\0{name}'); print('in')\" 2>&1 | tail -1"), StringComparison.Ordinal);
        // Where a person allows sockets, those without a file are still refused by namespace or scope.
        Assert.SkipUnless(!plain || SandboxBench.Kernel.Landlock >= 6, "Landlock scopes sockets from version 6 on");
        using var open = new SandboxBench(plain, p => p with { AllowsUnixSockets = true });
        Assert.Contains("Error", await open.Try($"python3 -c \"import socket; s = socket.socket(socket.AF_UNIX); s.connect('\\0{name}'); print('in')\" 2>&1 | tail -1"), StringComparison.Ordinal);
    }

    /// <summary>Of the kernel's own sockets, the one by which addresses are looked up, and none that leads to other processes, firewalls or drivers.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfSocketsToTheKernelOnlyTheOneForAddressesIsOpened(bool network)
    {
        using var bench = new SandboxBench(change: p => p with { AllowsNetwork = network });
        var said = await bench.Run("""
            python3 -c '
            import socket
            opened = []
            for protocol in range(0, 23):
                for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC):
                    try:
                        socket.socket(16, kind, protocol).close()
                        opened.append(protocol)
                    except OSError as refused:
                        assert refused.errno == 93, refused
            print(opened, len(socket.if_nameindex()) > 0, socket.getaddrinfo("127.0.0.1", 80)[0][4])
            '
            """);
        Assert.Equal("[0, 0] True ('127.0.0.1', 80)\n", said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NetworkAndNamesAreRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        foreach (var way in (string[])
            [
                $"exec 3<>/dev/tcp/127.0.0.1/{port}", "exec 3<>/dev/udp/127.0.0.1/53 && echo x >&3",
                $"python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {port}), 2)'",
                "python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b\"x\", (\"8.8.8.8\", 53))'",
                "python3 -c 'import socket; socket.getaddrinfo(\"example.com\", 80)'", "getent hosts example.com",
                "python3 -c 'import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)'", "python3 -c 'import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)'",
                "python3 -c 'import socket; socket.socket(40, socket.SOCK_STREAM)'",
            ])
            // Inside a network of its own a datagram may set out and a raw socket be made: neither meets anybody.
            Assert.True(await bench.Try($"bash -c {Quote(way)} 2>&1; echo \"<$?>\"") is var said && (!said.Contains("<0>") || !plain && (way.Contains("SOCK_RAW, 1") || way.Contains("/dev/udp/"))), $"{way}: {said}");
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TracingIsRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        const string attach = "import ctypes, sys; l = ctypes.CDLL(None, use_errno=True); sys.exit(l.ptrace(16, int(sys.argv[1]), 0, 0) != 0)";
        foreach (var target in (string[])["$PPID", $"{Environment.ProcessId}", "1"])
            Assert.True(await bench.Try($"python3 -c '{attach}' {target}; echo \"<$?>\"") is var said && !said.Contains("<0>"), said);
        Assert.Contains("<1>", await bench.Try("python3 -c 'import ctypes, sys; l = ctypes.CDLL(None); sys.exit(l.ptrace(0, 0, 0, 0) != 0)'; echo \"<$?>\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignalsToOthersAreRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        Assert.SkipUnless(!plain || SandboxBench.Kernel.Landlock >= 6, "Landlock scopes signals from version 6 on");
        using var victim = Process.Start("/bin/sleep", "100");
        await bench.Try($"kill -9 {victim.Id}; kill -9 $PPID; kill -9 -1; pkill -9 -x sleep; echo");
        Assert.False(victim.WaitForExit(200));
        victim.Kill();
        Assert.Equal("143\n", await bench.Run("sleep 100 & sleep 0.2; kill $!; wait $!; echo $?"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NewNamespacesAndMountsAreRefused(bool plain)
    {
        using var bench = new SandboxBench(plain);
        foreach (var way in (string[])["unshare -Urm true", "unshare -m true", "mount -t tmpfs x sub", "umount .git/hooks", "mount -o remount,rw /", "mount --bind sub .git/hooks", "chroot . true", "nsenter -t 1 -m true"])
            Assert.True(await bench.Try($"{way}; echo \"<$?>\"") is var said && !said.Contains("<0>"), $"{way}: {said}");
    }

    [Fact]
    public async Task WhatIsHiddenIsEmpty()
    {
        using var secrets = new Pith.Tests.Cli.TemporaryFolder();
        Directory.CreateDirectory(secrets.Path);
        await File.WriteAllTextAsync(Path.Combine(secrets.Path, "id"), "secret", TestContext.Current.CancellationToken);
        using var bench = new SandboxBench(change: p => p with { Hidden = [secrets.Path] });
        Assert.Equal("[no output]", await bench.Run($"ls -A {secrets.Path}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NothingOutlivesTheCommand(bool plain)
    {
        using var bench = new SandboxBench(plain);
        await bench.Try("sleep 4242 & (setsid sleep 4243 &) ; true");
        Assert.False(Lives("sleep 4242"));
        Assert.True(plain || !Lives("sleep 4243"));
        foreach (var stray in Process.GetProcessesByName("sleep").Where(p => Read($"/proc/{p.Id}").Contains("4243", StringComparison.Ordinal)))
            stray.Kill();
    }

    private static bool Lives(string command) => Directory.EnumerateDirectories("/proc").Any(d => File.Exists(Path.Combine(d, "cmdline")) && Read(d) == command);

    private static string Read(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using System.Diagnostics;

namespace Pith.Tests.Cli;

/// <summary>
/// The launcher at the root, in a repository of its own with a <c>dotnet</c> that only pretends: it counts how often it
/// published and makes a "binary" that echoes its arguments.
/// </summary>
public sealed class LauncherTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        case $1 in
          --list-sdks) echo "${FAKE_SDK:-10.0.401 [/usr/share/dotnet/sdk]}" ;;
          publish)
            echo published >>"$FAKE_LOG"
            [ -n "${FAKE_STDIN:-}" ] && cat >>"$FAKE_LOG"
            [ -n "${FAKE_ERROR:-}" ] && { echo "$FAKE_ERROR"; exit 1; }
            sleep "${FAKE_SLEEP:-0}"
            while [ "$1" != -o ]; do shift; done
            mkdir -p "$2"
            printf '#!/bin/sh\nfor word in "$@"; do echo "<$word>"; done\ncat\nexit 7\n' >"$2/pith"
            chmod +x "$2/pith" ;;
        esac
        """;

    private static readonly string[] Tools = ["sh", "cat", "mkdir", "rm", "mv", "find", "grep", "sed", "head", "sort", "sleep", "readlink", "chmod", "tail"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _root, _bin;

    public LauncherTests()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the launcher is for Unix");
        _root = Directory.CreateDirectory(_folder.Place("re po")).FullName;
        _bin = Directory.CreateDirectory(_folder.Place("bin")).FullName;
        File.Copy(Path.Combine(Repository.Root, "pith"), Path.Combine(_root, "pith"));
        Directory.CreateDirectory(Path.Combine(_root, "src", "Cli"));
        File.WriteAllText(Path.Combine(_root, "src", "Cli", "Cli.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(_root, "src", "Cli", "Program.cs"), "");
        foreach (var tool in Tools)
            if (Find(tool) is { } path)
                File.CreateSymbolicLink(Path.Combine(_bin, tool), path);
        Script("dotnet", Dotnet);
        Script("gcc", "#!/bin/sh\ncat >/dev/null\nexit 0\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PublishesOnceAndHandsOver()
    {
        var (code, output, error) = Launch(["count", "two words", "", "$HOME"], input: "the input");
        Assert.Equal("<count>\n<two words>\n<>\n<$HOME>\nthe input", output);
        Assert.Equal(7, code);
        Assert.Contains("building the native binary", error);
        Assert.Equal((7, "<again>\n", ""), Launch(["again"]));
        Assert.Equal(1, Published);
    }

    [Fact]
    public void TheBuildDoesNotEatStandardInput() => Assert.Equal("mine", Launch([], "mine", ("FAKE_STDIN", "1")).Output);

    [Fact]
    public void PublishesAgainWhenASourceIsNewerOrGone()
    {
        Launch([]);
        Thread.Sleep(20);
        File.WriteAllText(Path.Combine(_root, "src", "Cli", "Program.cs"), "changed");
        Launch([]);
        Assert.Equal(2, Published);
        Thread.Sleep(20);
        File.Delete(Path.Combine(_root, "src", "Cli", "Program.cs"));
        Launch([]);
        Assert.Equal(3, Published);
        File.WriteAllText(Path.Combine(_root, "src", "Cli", "obj", "made.cs"), "by the build");
        Launch([]);
        Assert.Equal(3, Published);
    }

    [Fact]
    public void WorksThroughALinkAndFromAnywhere()
    {
        File.CreateSymbolicLink(Path.Combine(_bin, "pith"), Path.Combine(_root, "pith"));
        Assert.Equal(7, Run(Path.Combine(_bin, "pith"), [], "").Code);
        Assert.Equal(1, Published);
    }

    [Fact]
    public void SeveralFirstUsesPublishOnce()
    {
        var all = new (int Code, string Output, string Error)[4];
        Parallel.For(0, all.Length, i => all[i] = Launch([$"{i}"], "", ("FAKE_SLEEP", "1")));
        for (var i = 0; i < all.Length; i++)
            Assert.Equal((7, $"<{i}>\n"), (all[i].Code, all[i].Output));
        Assert.Equal(1, Published);
    }

    [Fact]
    public void TheLockOfADeadProcessIsTakenOver()
    {
        var stale = Directory.CreateDirectory(Path.Combine(_root, "artifacts", "pith.lock")).FullName;
        File.WriteAllText(Path.Combine(stale, "owner"), "999999999\n");
        Assert.Equal(7, Launch([]).Code);
        Assert.False(Directory.Exists(stale));
    }

    [Fact]
    public void NoSdkIs69AndSaysWhatToInstall()
    {
        File.Delete(Path.Combine(_bin, "dotnet"));
        var (code, output, error) = Launch([]);
        Assert.Equal((69, ""), (code, output));
        Assert.Contains("lacks: the .NET 10 SDK.", error);
        Assert.Contains("Debian/Ubuntu   sudo apt-get install -y dotnet-sdk-10.0\n", error);
        Assert.Contains("Fedora          sudo dnf install -y dotnet-sdk-10.0\n", error);
        Assert.Contains("macOS           brew install --cask dotnet-sdk\n", error);
    }

    [Fact]
    public void AnOldSdkIsNoSdk() => Assert.Equal(69, Launch([], "", ("FAKE_SDK", "9.0.100 [/x]")).Code);

    [Fact]
    public void NoCompilerIs69AndSaysWhatToInstall()
    {
        File.Delete(Path.Combine(_bin, "gcc"));
        var (code, _, error) = Launch([]);
        Assert.Equal(69, code);
        Assert.Contains("lacks: a C compiler", error);
        Assert.Contains("apt-get install -y clang zlib1g-dev\n", error);
        Assert.Contains("dnf install -y clang zlib-devel\n", error);
        Assert.Contains("xcode-select --install\n", error);
    }

    [Fact]
    public void NoZlibHeadersIs69AndSaysWhatToInstall()
    {
        Script("gcc", "#!/bin/sh\ncat >/dev/null\ncase \" $* \" in *' -E '*) exit 1 ;; esac\n");
        var (code, _, error) = Launch([]);
        Assert.Equal(69, code);
        Assert.Contains("lacks: the zlib headers.", error);
        Assert.Contains("apt-get install -y zlib1g-dev\n", error);
        Assert.Contains("dnf install -y zlib-devel\n", error);
    }

    [Fact]
    public void AFailedBuildShowsItsErrorsAndLeavesNothingThatLooksDone()
    {
        var (code, _, error) = Launch([], "", ("FAKE_ERROR", "Program.cs(1,1): error CS1002: ; expected"));
        Assert.Equal(70, code);
        Assert.Contains("CS1002", error);
        Assert.Equal(69, Launch([], "", ("FAKE_ERROR", "error NU1301: Unable to load the service index")).Code);
        Assert.Equal(7, Launch([]).Code);
    }

    private int Published => File.ReadAllLines(_folder.Place("log")).Count(l => l == "published");

    private (int Code, string Output, string Error) Launch(string[] args, string input = "", params (string Name, string Value)[] variables) =>
        Run(Path.Combine(_root, "pith"), args, input, variables);

    private (int Code, string Output, string Error) Run(string program, string[] args, string input, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Find("sh")!, [program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["PATH"] = _bin;
        start.Environment["HOME"] = _folder.Path;
        start.Environment["FAKE_LOG"] = _folder.Place("log");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private void Script(string name, string text)
    {
        var path = Path.Combine(_bin, name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
#pragma warning disable CA1416 // skipped on Windows
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
#pragma warning restore CA1416
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pith.Tests.Cli.Terminal;

/// <summary>The program itself in a real terminal: tmux, where there is one. Its settings are the same afterwards, whatever the end was.</summary>
[Collection(Alone.Name)]
public sealed class TmuxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _socket = $"pith-test-{Environment.ProcessId}-{Guid.NewGuid():N}";

    public void Dispose()
    {
        if (HasTmux)
            Tmux("kill-server");
        _folder.Dispose();
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(30, 10)]
    public async Task AConversationFromPromptToEnd(int columns, int rows)
    {
        Begin(columns, rows, """
            {"text":"# Title\n\nSome **bold** words."}
            {"tool":"Bash","input":{"command":"frobnicate"}}
            {"text":"refused then"}
            """);
        await Sees("/help shows");
        Type("hello");
        await Sees("Some bold words.");
        Type("run it");
        await Sees("n no, and");
        await Task.Delay(400, TestContext.Current.CancellationToken); // keys so soon after a question are no answer
        Tmux("send-keys", "n");
        await Sees("Why not?");
        Type("not now");
        await Sees("refused then");
        Tmux("send-keys", "C-d");
        await Ended();
    }

    /// <summary>claude-code#84029, zeroclaw#9800: a terminal left in raw mode.</summary>
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("KILL", 137)]
    [InlineData("INT", -1)]
    [InlineData("TSTP", -1)]
    public async Task TheTerminalIsGivenBackWhateverTheEnd_84029(string signal, int code)
    {
        Begin(80, 24, """{"text":"here"}""");
        await Sees("/help shows");
        Tmux("send-keys", "-l", "half a prompt");
        await Sees("half a prompt");
        var process = (await File.ReadAllTextAsync(_folder.Place("pid"), TestContext.Current.CancellationToken)).Trim();
        Run("kill", $"-{signal}", process);
        if (code >= 0)
        {
            await Ended();
            Assert.Equal(code.ToString(CultureInfo.InvariantCulture), (await File.ReadAllTextAsync(_folder.Place("code"), TestContext.Current.CancellationToken)).Trim());
            return;
        }

        if (signal == "TSTP")
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            Run("kill", "-CONT", process);
        }

        await Task.Delay(500, TestContext.Current.CancellationToken);
        Tmux("send-keys", "C-c");
        Type("hello");
        await Sees("\nhere");
        Tmux("send-keys", "C-d");
        await Ended();
    }

    /// <summary>Waiting for keys costs nothing: the threads of the process are not woken.</summary>
    [Fact]
    public async Task AnIdleConversationWakesNobody()
    {
        Begin(80, 24, """{"text":"here"}""");
        await Sees("/help shows");
        Type("hello");
        await Sees("\nhere");
        var process = (await File.ReadAllTextAsync(_folder.Place("pid"), TestContext.Current.CancellationToken)).Trim();
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        var before = Switches(process);
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        var woken = Switches(process) - before;
        // The runtime's own pool looks after itself about twice a second for a while after work.
        Assert.True(woken <= 30, $"{woken} times in 3 s");
    }

    private static bool HasTmux => File.Exists("/usr/bin/tmux") && OperatingSystem.IsLinux();

    private static long Switches(string process) =>
        Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(task => File.ReadLines(Path.Combine(task, "status")))
            .Where(line => line.StartsWith("voluntary_ctxt_switches", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture));

    private void Begin(int columns, int rows, string script)
    {
        Assert.SkipUnless(HasTmux, "tmux is not installed");
        var answers = _folder.File("script.jsonl", Encoding.UTF8.GetBytes(script));
        var program = Path.Combine(AppContext.BaseDirectory, "pith.dll");
        // sh itself never touches the settings of its terminal.
        var begin = _folder.File("begin.sh", Encoding.UTF8.GetBytes($"""
            cd '{_folder.Path}'; export HOME='{_folder.Path}' PITH_HOME='{_folder.Path}/home'
            stty -g > before
            sh -c 'echo $$ > pid; exec dotnet "{program}" --model "script:{answers}"'
            echo $? > code; sleep 0.5; stty -g > after; mv after done
            sleep 60
            """));
        Tmux("-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", $"{rows}", $"sh {begin}");
    }

    private void Type(string line)
    {
        Tmux("send-keys", "-l", line);
        Tmux("send-keys", "Enter");
    }

    private async Task Sees(string words)
    {
        var seen = "";
        for (var i = 0; i < 300 && !seen.Contains(words, StringComparison.Ordinal); i++)
        {
            await Task.Delay(50);
            seen = Tmux("capture-pane", "-p", "-J", "-S", "-");
        }

        Assert.Contains(words, seen, StringComparison.Ordinal);
    }

    private async Task Ended()
    {
        for (var i = 0; i < 300 && !File.Exists(_folder.Place("done")); i++)
            await Task.Delay(50);
        Assert.Equal(await File.ReadAllTextAsync(_folder.Place("before")), await File.ReadAllTextAsync(_folder.Place("done")));
    }

    private string Tmux(params string[] words) => Run("tmux", ["-L", _socket, .. words]);

    private static string Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}

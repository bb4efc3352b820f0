using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Pith.Cli.Commands;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>
/// The command of a person's settings that prints a key (<c>apiKeyHelper</c>). It runs in their home, so that no folder they work in
/// can put a program of its own in its place; its key is kept for five minutes, or as <c>CLAUDE_CODE_API_KEY_HELPER_TTL_MS</c> says.
/// </summary>
internal sealed class KeyHelper(string command, ProcessStartInfo start, TimeSpan life, TimeProvider time) : IDisposable
{
    /// <summary>What <c>apiKeySource</c> says.</summary>
    public const string Name = "apiKeyHelper";

    private const int Longest = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Silence = TimeSpan.FromMilliseconds(300);

    // Sub-agents and other models of a run share one, and so its key.
    private static readonly ConditionalWeakTable<RunSettings, KeyHelper> Known = [];

    private readonly SemaphoreSlim _one = new(1);
    private string? _key;
    private long _since;

    /// <summary>The one of the settings in force; null where they name none.</summary>
    public static KeyHelper? Of(Invocation invocation) =>
        RunSettingsFiles.Of(invocation) is { KeyCommand: { } line } settings && !string.IsNullOrWhiteSpace(line) ? Known.GetValue(settings, _ => Make(invocation, settings, line)) : null;

    /// <summary>The key.</summary>
    /// <param name="isAnew">Whether the last one was refused.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="IOException">The command prints none.</exception>
    public async Task<string> KeyAsync(bool isAnew, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_key is null || isAnew || time.GetElapsedTime(_since) >= life)
                (_key, _since) = (await FetchAsync(cancel).ConfigureAwait(false), time.GetTimestamp());
            return _key;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static KeyHelper Make(Invocation invocation, RunSettings settings, string line)
    {
        var around = invocation.Around;
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = SettingsPlaces.Home(around) ?? "/" };
        foreach (var (name, value) in settings.OwnVariables)
            start.Environment[name] = value;
        const string variable = "CLAUDE_CODE_API_KEY_HELPER_TTL_MS";
        var life = around.Variable(variable) is not { Length: > 0 } text ? TimeSpan.FromMinutes(5)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Failure.Usage($"{variable} takes a whole number of milliseconds, not '{Failure.Shown(text)}'");
        return new KeyHelper(line, start, life, around.Time);
    }

    private async Task<string> FetchAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
            process.StandardInput.Close();
            var ended = EndAsync(process, limit.Token);
            var (said, complained) = (TakeAsync(process.StandardOutput, ended), TakeAsync(process.StandardError, ended));
            var (key, error) = (await said.ConfigureAwait(false), await complained.ConfigureAwait(false));
            await ended.ConfigureAwait(false);
            return process.ExitCode != 0 ? throw Wrong(string.Create(CultureInfo.InvariantCulture, $"exited with {process.ExitCode}{(error.Length > 0 ? $": {Failure.Shown(error)}" : "")}"))
                : key.Length == 0 ? throw Wrong("printed no key")
                : key.AsSpan().ContainsAnyExceptInRange(' ', '~') ? throw Wrong("printed more than a line, or characters that no header takes") : key;
        }
        catch (Win32Exception refused)
        {
            throw Wrong($"cannot be started: {refused.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"took longer than {Patience.TotalSeconds:0} s"));
        }
        finally
        {
            if (process is { HasExited: false })
                process.Kill(entireProcessTree: true);
            process?.Dispose();
        }
    }

    private static async Task EndAsync(Process process, CancellationToken limit)
    {
        await process.WaitForExitAsync(limit).ConfigureAwait(false);
        await Task.Delay(Silence, limit).ConfigureAwait(false);
    }

    // An agent that it leaves running in the background holds the other end open for ever.
    private static async Task<string> TakeAsync(StreamReader from, Task ended)
    {
        var (text, piece) = (new StringBuilder(), new char[1024]);
        for (var read = 1; read > 0 && text.Length < Longest; text.Append(piece, 0, read))
        {
            var reading = from.ReadAsync(piece, 0, piece.Length);
            await Task.WhenAny(reading, ended).ConfigureAwait(false);
            read = reading.IsCompleted ? await reading.ConfigureAwait(false) : 0;
        }

        return text.ToString().Trim();
    }

    private IOException Wrong(string what) => new($"{Name} of the settings, {Failure.Shown(command)}, {what}");
}

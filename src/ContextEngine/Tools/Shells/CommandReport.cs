using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Pith.Offload;
using Pith.Store;

namespace Pith.Tools.Shells;

/// <summary>What a model is told of a command.</summary>
[SupportedOSPlatform("linux")]
internal static class CommandReport
{
    // What programs print when a sandbox refuses something; its rules are only worth telling then.
    private static readonly string[] Refusals =
    [
        "Permission denied", "Read-only file system", "Operation not permitted", "Could not resolve", "name resolution", "Network is unreachable", "Invalid cross-device link", "EROFS", "EACCES", "EPERM", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH",
        "No address associated", "getaddrinfo", "Connection refused", "Device or resource busy", "pith: the sandbox does not reach",
    ];

    /// <summary>The output, and behind it whatever was out of the ordinary: where previews keep it.</summary>
    public static ToolResult Of(Command command, CappedBlob? stored, TimeSpan timeout, string? note, Sandboxes.Sandbox? sandbox)
    {
        var text = command.Kept.TextSince(0);
        var notes = new StringBuilder();
        if (Stored(stored) is { } kept)
            notes.Append(kept);
        if (command.LeftProcesses && command.End == CommandEnd.Exited)
            notes.Append("[Processes that it left running were ended; start them with run_in_background]\n");
        if (note is not null)
            notes.Append(note).Append('\n');
        notes.Append(command.GuardNotes);
        if (sandbox is not null && command.IsSandboxed && command.ExitCode != 0 && Array.Exists(Refusals, r => text.AsSpan().IndexOf(Encoding.UTF8.GetBytes(r)) >= 0))
            notes.Append('[').Append(sandbox.Note).Append(sandbox.MayAskOutside ? ". With dangerouslyDisableSandbox you ask for it to run outside]\n" : "]\n");
        notes.Append(Ending(command, timeout));
        if (text.Length == 0 && notes.Length == 0)
            notes.Append("[no output]");
        else if (text.Length > 0 && text[^1] != '\n' && notes.Length > 0)
            notes.Insert(0, '\n');
        return new ToolResult((byte[])[.. text, .. Encoding.UTF8.GetBytes(notes.ToString())], IsError: command.End != CommandEnd.Exited || command.ExitCode != 0);
    }

    /// <summary>How it ended, when that was not with success.</summary>
    public static string Ending(Command command, TimeSpan timeout) => command.End switch
    {
        CommandEnd.TimedOut => string.Create(CultureInfo.InvariantCulture, $"[Ended after {timeout.TotalSeconds:0.###} s, its time was up. For more give a timeout, or use run_in_background]\n"),
        CommandEnd.Stopped => "[Stopped]\n",
        _ when command.ExitCode > 128 => $"Exit code {command.ExitCode} (signal {command.ExitCode - 128})\n",
        _ => command.ExitCode == 0 ? "" : $"Exit code {command.ExitCode}\n",
    };

    /// <summary>Where the whole output is.</summary>
    public static string? Stored(CappedBlob? stored) => stored is not { } blob ? null
        : string.Create(CultureInfo.InvariantCulture, $"[{blob.Length:N0} bytes of output{(blob.Dropped > 0 ? $", all but {blob.Dropped:N0} in the middle" : "")} are stored: Recall {Handle.Format(blob.Hash)}]\n");
}

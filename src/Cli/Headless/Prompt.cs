using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Hooks;

namespace Pith.Cli.Headless;

/// <summary>What the model is asked: what is piped in, then the words of the command line.</summary>
internal static class Prompt
{
    /// <summary>How long standard input may be silent: as long as Claude Code waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What to do where there is none.</summary>
    public static Failure Missing => Failure.Usage("there is no prompt; write it behind -p, or pipe it in: pith -p 'say hello'");

    /// <summary>The prompt; blank only where hooks may have the session begin with a message of theirs.</summary>
    public static byte[] Of(Invocation invocation)
    {
        var words = invocation.Operands.Count > 0 ? Encoding.UTF8.GetBytes(invocation.Operands[0]) : [];
        byte[] piped = invocation.Around.InIsTerminal ? [] : new PipedInput(invocation.Around, Patience).Read(isNeeded: Text.Utf8Text.IsBlank(words));
        byte[] prompt = piped.Length == 0 ? words : words.Length == 0 ? piped : [.. piped.AsSpan().TrimEnd("\r\n"u8), .. "\n\n"u8, .. words];
        return Text.Utf8Text.IsBlank(prompt) && !HookFiles.Read(invocation, Directory.GetCurrentDirectory()).Handlers.Any(h => h.Event == HookEvent.SessionStart) ? throw Missing : prompt;
    }
}

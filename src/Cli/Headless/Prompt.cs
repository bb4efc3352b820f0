using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Headless;

/// <summary>What the model is asked: what is piped in, then the words of the command line.</summary>
internal static class Prompt
{
    /// <summary>How long standard input may be silent: as long as Claude Code waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static byte[] Of(Invocation invocation)
    {
        var words = invocation.Operands.Count > 0 ? Encoding.UTF8.GetBytes(invocation.Operands[0]) : [];
        byte[] piped = invocation.Around.InIsTerminal ? [] : new PipedInput(invocation.Around, Patience).Read(isNeeded: Text.Utf8Text.IsBlank(words));
        byte[] prompt = piped.Length == 0 ? words : words.Length == 0 ? piped : [.. piped.AsSpan().TrimEnd("\r\n"u8), .. "\n\n"u8, .. words];
        return Text.Utf8Text.IsBlank(prompt)
            ? throw Failure.Usage("there is no prompt; write it behind -p, or pipe it in: pith -p 'say hello'")
            : prompt;
    }
}

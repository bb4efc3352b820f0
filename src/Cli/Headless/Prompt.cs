using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Headless;

/// <summary>What the model is asked: what is piped in, then the words of the command line.</summary>
internal static class Prompt
{
    private const int LongestPiped = 10_000_000;

    public static byte[] Of(Invocation invocation)
    {
        var words = invocation.Operands.Count > 0 ? Encoding.UTF8.GetBytes(invocation.Operands[0]) : [];
        byte[] piped = invocation.Around.InIsTerminal ? [] : Piped(invocation.Around.In);
        byte[] prompt = piped.Length == 0 ? words : words.Length == 0 ? piped : [.. piped.AsSpan().TrimEnd("\r\n"u8), .. "\n\n"u8, .. words];
        return Text.Utf8Text.IsBlank(prompt)
            ? throw Failure.Usage("there is no prompt; write it behind -p, or pipe it in: pith -p 'say hello'")
            : prompt;
    }

    private static byte[] Piped(Stream input)
    {
        var piped = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (input.Read(buffer) is var read and > 0)
        {
            piped.Write(buffer, 0, read);
            if (piped.Length > LongestPiped)
                throw Failure.BadInput("standard input is longer than 10 MB; name the file in the prompt and let the model read what it needs");
        }

        return piped.ToArray();
    }
}

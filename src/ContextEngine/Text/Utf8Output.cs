using System.Buffers;
using System.Runtime.CompilerServices;

namespace Pith.Text;

/// <summary>Words into an output of UTF-8, without a string between.</summary>
internal static class Utf8Output
{
    /// <summary>Writes words, and what stands in them: the compiler has written them when this is called.</summary>
    public static void Append(this IBufferWriter<byte> output, [InterpolatedStringHandlerArgument(nameof(output))] in Utf8Words words)
    {
    }

    /// <summary>Takes back what was written behind a position; what stands before it stays.</summary>
    public static void Rewind(this ArrayBufferWriter<byte> output, int length)
    {
        output.ResetWrittenCount();
        if (length > 0)
            output.GetSpan(length);
        output.Advance(length);
    }
}

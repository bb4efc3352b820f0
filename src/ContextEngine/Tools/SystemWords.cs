using System.Runtime.InteropServices;

namespace Pith.Tools;

/// <summary>What the system said when it refused: the runtime's own sentences are not in the binary.</summary>
internal static class SystemWords
{
    private const int LargestErrno = 4095;

    /// <summary>One phrase without a full stop.</summary>
    public static string Of(Exception refused) => refused switch
    {
        UnauthorizedAccessException => "permission denied",
        { HResult: > 0 and <= LargestErrno and var errno } => Marshal.GetPInvokeErrorMessage(errno),
        _ => refused.Message.TrimEnd('.'),
    };
}

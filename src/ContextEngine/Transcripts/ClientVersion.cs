using System.Buffers.Text;

namespace Pith.Transcripts;

/// <summary>Versions of the form <c>2.1.101</c>, as clients write them into their records.</summary>
internal static class ClientVersion
{
    /// <summary>Whether a version is that or a later one; text that is no version is not.</summary>
    public static bool IsAtLeast(ReadOnlySpan<byte> version, int major, int minor, int patch)
    {
        Span<int> least = [major, minor, patch];
        foreach (var part in least)
        {
            if (!Utf8Parser.TryParse(version, out int number, out var length))
                return false;
            if (number != part)
                return number > part;
            version = version[length..];
            version = version.StartsWith("."u8) ? version[1..] : version;
        }

        return true;
    }
}

using Pith.Text;

namespace Pith.Compaction;

/// <summary>The line of a failed result that says what went wrong.</summary>
internal static class Signature
{
    private const int MaxBytes = 200;

    /// <summary>The first line that names an error, else the last line that says anything; at most 200 bytes.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> output)
    {
        var best = default(ReadOnlySpan<byte>);
        foreach (var range in output.Split((byte)'\n'))
        {
            var line = output[range].Trim(" \t\r"u8);
            if (line.Length < 4)
                continue;
            best = line;
            if (NamesError(line) || line.IndexOf("o such "u8) >= 0 || line.IndexOf("annot "u8) >= 0)
                break;
        }

        return best[..Utf8Text.CutAt(best, MaxBytes)];
    }

    /// <summary>Whether a line speaks of failure.</summary>
    public static bool NamesError(ReadOnlySpan<byte> line) =>
        line.IndexOf("rror"u8) >= 0 || line.IndexOf("ERROR"u8) >= 0 || line.IndexOf("FAIL"u8) >= 0 || line.IndexOf("ailed"u8) >= 0
        || line.IndexOf("xception"u8) >= 0 || line.IndexOf("panic"u8) >= 0 || line.IndexOf("atal:"u8) >= 0 || line.IndexOf("not found"u8) >= 0
        || line.IndexOf("denied"u8) >= 0;
}

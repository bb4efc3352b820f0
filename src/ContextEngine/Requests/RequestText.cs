using System.Text.Unicode;
using Pith.Text;

namespace Pith.Requests;

/// <summary>What names, ids, arguments and texts must be like.</summary>
internal static class RequestText
{
    /// <summary>OpenAI's limits are the tightest: 64 characters for a tool's name, 40 for a call's id.</summary>
    private const int LongestName = 64, LongestId = 40;

    public static bool IsId(string? id) => IsName(id, LongestId);

    public static bool IsToolName(string? name) => IsName(name, LongestName);

    public static bool IsObject(ReadOnlySpan<byte> json) => json.StartsWith("{"u8) && Utf8.IsValid(json) && JsonLimits.IsObject(json);

    private static bool IsName(string? text, int longest) =>
        !string.IsNullOrEmpty(text) && text.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}

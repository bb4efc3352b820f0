using System.Buffers;
using System.Text;
using Pith.Offload;

namespace Pith.Sessions;

/// <summary>
/// The contents that a record's previews and stubs lead to, by the lines that pith writes for them: <c>… bytes · pith
/// recall pith:0123456789abcdef]</c> and <c>[pith: … in pith:0123456789abcdef]</c>. A handle in other words is somebody's
/// text, and promises nothing.
/// </summary>
internal static class CitedHandles
{
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);

    private static ReadOnlySpan<byte> Start => "pith:"u8;

    /// <summary>The digits of each, once.</summary>
    public static IReadOnlyCollection<string> In(ReadOnlySpan<byte> line)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; line[at..].IndexOf(Start) is >= 0 and var next;)
        {
            at += next + Start.Length;
            var rest = line[at..];
            if (rest.Length > Handle.Digits && rest[Handle.Digits] == ']' && IsOurs(line[..(at - Start.Length)]) && rest[..Handle.Digits].IndexOfAnyExcept(Hexadecimal) < 0)
                found.Add(Encoding.ASCII.GetString(rest[..Handle.Digits]));
        }

        return found;
    }

    private static bool IsOurs(ReadOnlySpan<byte> before) =>
        before.EndsWith(" bytes · pith recall "u8)
        || before.EndsWith(" in "u8) && before[Math.Max(0, before.Length - 200)..].LastIndexOf("[pith: "u8) >= 0;
}

using System.Text;
using Pith.Text;

namespace Pith.Requests;

/// <summary>Recognises "too long" in what a provider, a gateway or a person's terminal shows.</summary>
public static class RefusalReader
{
    /// <summary>More of an answer is not read.</summary>
    private const int Longest = 1 << 16;

    /// <summary>Reads a refusal; false where the text says nothing of the kind, throttling included.</summary>
    /// <param name="text">A status line, a body of JSON, or a sentence copied from somewhere, wrapped as it may be.</param>
    /// <param name="refusal">What it says.</param>
    public static bool TryRead(string text, out Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = Plain(text.Length > Longest ? text[..Longest] : text);
        foreach (var wording in RefusalTable.All)
            if (wording.In(plain) is { } found)
            {
                refusal = wording.IsRefusal ? found : default;
                return wording.IsRefusal;
            }

        refusal = default;
        return false;
    }

    /// <summary>JSON escapes undone (bodies within bodies: up to three times), lower case, single spaces, plain quotes.</summary>
    internal static string Plain(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var depth = 0; depth < 3 && bytes.AsSpan().Contains((byte)'\\'); depth++)
        {
            var room = new byte[Utf8Text.ValidMaxLength(bytes.Length) + 1];
            bytes = room[..JsonString.Unescape(bytes, room)];
        }

        var plain = new StringBuilder(bytes.Length);
        foreach (var c in Encoding.UTF8.GetString(bytes).ToLowerInvariant())
        {
            var space = char.IsWhiteSpace(c) || c == '│';
            if (!space)
                plain.Append(c == '’' ? '\'' : c);
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString();
    }
}

using System.Text;

namespace Pith.Conversations;

/// <summary>Names and ids in the form that every API accepts: letters, digits, <c>_</c> and <c>-</c>, bounded in length.</summary>
internal static class Names
{
    /// <summary>OpenAI's limit is the tightest: 64 characters for a tool's name, 40 for a call's id.</summary>
    private const int ToolLength = 64, IdLength = 40;

    public static string Tool(ReadOnlySpan<byte> name) => name.IsEmpty ? "tool" : Clean(name, ToolLength);

    /// <summary>A clean id that is not in <paramref name="taken"/>, and now is.</summary>
    public static string CallId(ReadOnlySpan<byte> id, HashSet<string> taken)
    {
        var wanted = id.IsEmpty ? $"call_{taken.Count + 1}" : Clean(id, IdLength);
        var unique = wanted;
        for (var n = 2; !taken.Add(unique); n++)
            unique = $"{wanted[..Math.Min(wanted.Length, IdLength - 6)]}_{n}";
        return unique;
    }

    private static string Clean(ReadOnlySpan<byte> text, int length)
    {
        var clean = new StringBuilder(Math.Min(text.Length, length));
        foreach (var c in text)
        {
            if (clean.Length == length)
                break;
            clean.Append(char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'-' ? (char)c : '_');
        }

        return clean.ToString();
    }
}

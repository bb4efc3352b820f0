using System.Text;

namespace Pith.Tools.Servers;

/// <summary>The name under which a model, rules and hooks know a server's tool: <c>mcp__server__tool</c>.</summary>
internal static class ServerToolName
{
    /// <summary>The longest that every provider takes.</summary>
    private const int Longest = 64;

    /// <summary>The name: characters that providers refuse become underscores; what is too long ends in a hash of the whole.</summary>
    public static string Of(string server, string tool)
    {
        var name = $"mcp__{Plain(server)}__{Plain(tool)}";
        if (name.Length <= Longest)
            return name;
        const int digits = 8;
        var hash = System.IO.Hashing.XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(name)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        return $"{name[..(Longest - digits - 1)]}_{hash}";
    }

    /// <summary>
    /// Why a server cannot have this name: its tools' names could be those of another server, and stand under its rules. Null where it can.
    /// </summary>
    public static string? Problem(string server) => Plain(server) is var plain && (plain.Contains("__", StringComparison.Ordinal) || plain.EndsWith('_'))
        ? $"its tools would be called mcp__{plain}__…, where nobody can tell the server from the tool; give it a name without \"__\" and with no \"_\" at its end"
        : null;

    /// <summary>A name with underscores for all that providers refuse.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] is '-' or '_' ? from[i] : '_';
    });
}

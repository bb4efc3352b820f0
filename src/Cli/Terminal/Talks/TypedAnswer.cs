using System.Text;

namespace Pith.Cli.Terminal.Talks;

/// <summary>An answer to a question that is asked before the conversation has its terminal.</summary>
internal static class TypedAnswer
{
    /// <summary>One line and not a byte more: what is typed behind it belongs to the conversation.</summary>
    public static string Read(Stream input)
    {
        var line = new List<byte>();
        while (input.ReadByte() is > 0 and not '\n' and var b)
            line.Add((byte)b);
        return Encoding.UTF8.GetString([.. line]).Trim();
    }
}

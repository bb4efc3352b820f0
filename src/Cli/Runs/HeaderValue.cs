namespace Pith.Cli.Runs;

/// <summary>What goes onto the wire as the value of a header: white space around it is a slip of copying, a line break inside it would begin a header of its own.</summary>
internal static class HeaderValue
{
    /// <summary>The value; throws a <see cref="Failure"/> that names where it came from, never what it is.</summary>
    /// <param name="from">The variable or flag.</param>
    /// <param name="text">What it holds; null stays null.</param>
    public static string? Of(string from, string? text)
    {
        var value = text?.Trim();
        return value is null || !value.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? value
            : throw Failure.Usage($"{from} holds characters that no header takes, such as a line break; write it anew");
    }
}

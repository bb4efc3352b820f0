using System.Text;

namespace Pith.Tools.Files;

/// <summary>How the files of a repository are looked at: by whom links are followed, and what is too large.</summary>
/// <param name="IsFolder">Whether a folder is there.</param>
/// <param name="TextOf">What a file holds; null where there is none, or it cannot be read.</param>
public readonly record struct GitReading(Func<string, bool> IsFolder, Func<string, string?> TextOf)
{
    /// <summary>Bytes of the largest file that is read: git itself reads much more, and what it names there would not be known.</summary>
    internal const int Largest = 64 << 20;

    /// <summary>As git itself looks: through links.</summary>
    public static GitReading Plain { get; } = new(Directory.Exists, PlainText);

    private static string? PlainText(string path)
    {
        try
        {
            return File.Exists(path) ? Encoding.UTF8.GetString(PlainFile.Read(path, Largest)) : null;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

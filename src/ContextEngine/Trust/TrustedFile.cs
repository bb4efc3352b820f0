using System.Security.Cryptography;
using System.Text;
using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>A file as it stood when its folder was trusted; of the settings of a repository and of a package's scripts, what counts.</summary>
/// <param name="Path">Its full path, or that of <see cref="PackageScripts"/>.</param>
/// <param name="Digest">SHA-256 of its bytes, in hexadecimal digits.</param>
/// <param name="Text">Its text, so that a change can be shown; null where it is long or no text.</param>
public sealed record TrustedFile(string Path, string Digest, string? Text)
{
    private const int LongestKept = 256 << 10;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>A file as it stands now; null where there is none that can be read.</summary>
    public static TrustedFile? Of(string path)
    {
        // A pipe would never end, and a file without end is none that can be trusted.
        const int Largest = 64 << 20;
        var package = PackageScripts.FileOf(path);
        if (FileStamp.Of(package ?? path) is not { IsRegular: true, Length: <= Largest })
            return null;
        try
        {
            var bytes = PlainFile.Read(package ?? path, Largest);
            if (package is not null)
                bytes = PackageScripts.That(bytes);
            else if (GitSettings.Are(path))
                bytes = Encoding.UTF8.GetBytes(GitSettings.That(Encoding.UTF8.GetString(bytes)));
            if (bytes.Length == 0 && (package is not null || GitSettings.Are(path)))
                return null;
            return new TrustedFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), TextOf(bytes));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? TextOf(byte[] bytes)
    {
        try
        {
            return bytes.Length <= LongestKept && !bytes.AsSpan().Contains((byte)0) ? Strict.GetString(bytes) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

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
        const int Largest = 64 << 20;
        var package = PackageScripts.FileOf(path);
        var (file, areSettings) = package is null ? GitSettings.FileOf(path) : (package, false);
        // A pipe would never end.
        if (FileStamp.Of(file) is not { IsRegular: true } stamp)
            return null;
        try
        {
            // Git reads what is larger too.
            if (stamp.Length > Largest)
            {
                using var whole = File.OpenRead(file);
                return new TrustedFile(path, Convert.ToHexStringLower(SHA256.HashData(whole)), null);
            }

            var bytes = PlainFile.Read(file, Largest);
            if (package is not null)
                bytes = PackageScripts.That(bytes);
            else if (areSettings)
                bytes = Encoding.UTF8.GetBytes(GitSettings.That(Encoding.UTF8.GetString(bytes)));
            if (bytes.Length == 0 && (package is not null || areSettings))
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

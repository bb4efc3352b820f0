using Pith.Tools.Files;

namespace Pith.Instructions;

/// <summary>Whether a file above the working folder may be the words of others: a <c>CLAUDE.md</c> in <c>/tmp</c> is whoever's.</summary>
internal static class OthersWrite
{
    /// <summary>Whether the file or the folder it lies in can be written by others, or belongs to somebody who is neither root nor the owner of the working folder.</summary>
    public static bool To(string path, string folder, string working)
    {
        if (OperatingSystem.IsWindows())
            return false;
        var owner = OwnerOf(working);
        foreach (var one in (string[])[path, folder])
            if (Path.Exists(one) && ((File.GetUnixFileMode(one) & UnixFileMode.OtherWrite) != 0 || OwnerOf(one) is not 0 and var other && other != owner))
                return true;
        return false;
    }

    // The user is the lower half.
    private static uint? OwnerOf(string path) => FileStamp.Of(path) is { } stamp ? unchecked((uint)stamp.Owner) : null;
}

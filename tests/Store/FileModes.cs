namespace Pith.Tests.Store;

/// <summary>Unix file modes, where there are any.</summary>
internal static class FileModes
{
    public static UnixFileMode Of(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix file modes");
        return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
    }

    /// <summary>Lets a test damage a file that the store has sealed.</summary>
    public static void Unseal(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Writes a file as the store would, for its owner alone.</summary>
    public static void WritePrivate(string path, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(path, bytes);
        Unseal(path);
    }
}

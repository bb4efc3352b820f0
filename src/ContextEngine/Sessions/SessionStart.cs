using Pith.Store;

namespace Pith.Sessions;

/// <summary>Whether a session has anything to go on from: another process may just have opened it, or a full disk left it empty.</summary>
internal static class SessionStart
{
    /// <summary>How far a first message is looked for; records are capped at 256 KB.</summary>
    private const int Window = 1 << 20;

    /// <summary>Whether somebody said something in it, or it goes on from another.</summary>
    public static bool IsBegun(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var text = new byte[Math.Min(Window, RandomAccess.GetLength(file))];
            var begin = text.AsSpan(0, RandomAccess.Read(file, text, 0));
            return begin.IndexOf("\"type\":\"user\""u8) >= 0 || begin.IndexOf("\"type\":\"pith-origin\""u8) >= 0 || begin.IndexOf("\"parent\":{"u8) >= 0;
        }
        catch (Exception unread) when (unread is (IOException and not StoreException) or UnauthorizedAccessException)
        {
            return true; // opening it says what is wrong
        }
    }
}

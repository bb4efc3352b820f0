namespace Pith.Hooks;

/// <summary>
/// What a hook may have the terminal do (<c>terminalSequence</c>): the bell, the titles of the window (OSC 0, 1, 2) and
/// notifications (OSC 9, 99, 777). Nothing that moves the cursor, asks the terminal, or reaches the clipboard.
/// </summary>
internal static class TerminalSequence
{
    private const int Longest = 4096;

    /// <summary>Whether all of a text is of these.</summary>
    public static bool IsAllowed(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
            return false;
        while (!text.IsEmpty)
        {
            if (text[0] == '\a')
            {
                text = text[1..];
                continue;
            }

            if (!text.StartsWith("\u001b]"))
                return false;
            text = text[2..];
            var end = text.IndexOfAnyInRange('\0', '\u001f');
            if (end < 0 || !IsAllowedCommand(text[..end]))
                return false;
            text = text[end..];
            if (text[0] != '\a' && !text.StartsWith("\u001b\\"))
                return false;
            text = text[(text[0] == '\a' ? 1 : 2)..];
        }

        return true;
    }

    private static bool IsAllowedCommand(ReadOnlySpan<char> command)
    {
        var number = command[..Math.Max(command.IndexOf(';'), 0)];
        // Behind OSC 9 a number is another command of ConEmu's, among them one that runs macros; 4 is progress.
        return number is "0" or "1" or "2" or "9" or "99" or "777" && !command.ContainsAnyInRange('\u007f', '\u009f')
            && (number is not "9" || command.StartsWith("9;4;") || command[2..].TrimStart("0123456789") is not [';', ..] || !char.IsAsciiDigit(command[2]));
    }
}

using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Patterns that may match a name that a program takes for an option, or for a list of its arguments: where no such name is there, they are names like others.</summary>
internal static class OptionNames
{
    private const int Most = 4000;

    /// <summary>Whether any of the words may turn out to be an option for a pattern alone.</summary>
    public static bool MayBeThere(ReadOnlySpan<ShellWord> words)
    {
        foreach (var word in words)
            if (IsOpen(word))
                return true;
        return false;
    }

    /// <summary>Whether no folder where the command may run holds one now. Of too many names, and of a folder that may not be read, nobody tells.</summary>
    public static bool AreMissing(FolderSet folders)
    {
        if (!folders.IsKnown)
            return false;
        try
        {
            foreach (var folder in folders.Paths)
            {
                var left = Most;
                foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
                    if (--left < 0 || Path.GetFileName(entry.AsSpan()) is ['-' or '+' or '@', ..])
                        return false;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return true;
    }

    /// <summary>The words as the same names with their folder in front, which nobody takes for options.</summary>
    public static ShellWord[] AsNames(ReadOnlySpan<ShellWord> words)
    {
        var names = words.ToArray();
        foreach (ref var word in names.AsSpan())
            if (IsOpen(word))
                word = word with { Text = $"./{word.Text}" };
        return names;
    }

    private static bool IsOpen(ShellWord word) => word.Traits == WordTraits.Pattern && word.Text is ['*' or '?' or '[', ..];
}

using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>What <c>find</c> does with what it finds, and how much of a folder that may be.</summary>
internal static class FoundFiles
{
    /// <summary>Whether it removes or damages what it finds, or starts what may.</summary>
    public static bool AreRemoved(IReadOnlyList<ShellWord> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Text == "-delete" || !arguments[i].IsLiteral && arguments[i].MayBeOption)
                return true;
            if (!Runs(arguments[i].Text))
                continue;
            for (i++; i < arguments.Count && arguments[i].Text is not (";" or "+"); i++)
                if (!arguments[i].IsLiteral || Removes(Launchers.NameOf(arguments[i])))
                    return true;
        }

        return false;
    }

    /// <summary>Whether it gives what it finds other rights or owners.</summary>
    public static bool AreChanged(IReadOnlyList<ShellWord> arguments) => arguments.Any(a => Launchers.NameOf(a) is "chmod" or "chown" or "chgrp");

    /// <summary>Whether it takes only some of what lies there: every alternative has a test of names, times or sizes before what is done.</summary>
    public static bool AreChosen(IReadOnlyList<ShellWord> arguments)
    {
        var isChosen = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var text = arguments[i].Text;
            if (!arguments[i].IsLiteral || text is "!" or "-not" or ",")
                return false;
            if (text is "-o" or "-or")
            {
                if (!isChosen)
                    return false;
                isChosen = false;
            }
            else if (text is "-delete" && !isChosen)
                return false;
            else if (Runs(text))
            {
                if (!isChosen)
                    return false;
                while (i + 1 < arguments.Count && arguments[i].Text is not (";" or "+"))
                    i++;
            }
            else if (text is "-empty")
                isChosen = true;
            else if (IsTest(text) && i + 1 < arguments.Count)
                isChosen |= arguments[++i].IsLiteral && arguments[i].Text.AsSpan().Trim("*?./").Length > 0;
        }

        return isChosen;
    }

    private static bool Runs(string text) => text is "-exec" or "-execdir" or "-ok" or "-okdir";

    private static bool IsTest(string text) => text is "-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-iwholename" or "-regex" or "-iregex" or "-size" or "-mtime" or "-mmin" or "-ctime" or "-cmin" or "-atime" or "-amin" or "-newer" or "-inum" or "-samefile";

    private static bool Removes(string name) =>
        name is "rm" or "rmdir" or "unlink" or "shred" or "srm" or "mv" or "dd" or "truncate" or "eval" || Interpreters.Is(name) || Launchers.IsShell(name) || Launchers.Launches(name);
}

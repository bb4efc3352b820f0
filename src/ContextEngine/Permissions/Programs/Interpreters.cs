using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Programs that run a program of their own language, which they are given or read. A version behind the name says nothing.</summary>
internal static class Interpreters
{
    private const string All = "python pypy ipython perl ruby node nodejs deno bun tsx ts-node php lua luajit tclsh wish expect Rscript osascript julia groovy elixir pwsh powershell emacs guile", OfLines = "awk gawk mawk nawk";

    /// <summary>Whether it runs a language in which everything can be said.</summary>
    public static bool Is(string name) => WordTable.Has(All, Bare(name));

    /// <summary>Whether it runs one for lines of a text.</summary>
    public static bool Filters(string name) => WordTable.Has(OfLines, Bare(name));

    /// <summary>Whether the name of one of them begins so.</summary>
    public static bool MayBegin(string beginning) => $" {All} {OfLines}".Contains($" {beginning}", StringComparison.Ordinal);

    /// <summary>Whether a command of its language is a name and words, as in a shell, so that a removal stands there without quotes.</summary>
    public static bool SaysWords(string name) => WordTable.Has("tclsh wish expect pwsh powershell", Bare(name));

    /// <summary>The code that such a one is told: all behind the option that means code, or what else has blanks in it.</summary>
    /// <param name="rest">Its arguments.</param>
    public static ShellWord[] Told(ShellWord[] rest)
    {
        var option = Array.FindIndex(rest, w => w.Text.StartsWith("-c", StringComparison.OrdinalIgnoreCase));
        return option >= 0 ? rest[(option + 1)..] : Array.FindAll(rest, w => w.Text.Contains(' '));
    }

    private static ReadOnlySpan<char> Bare(string name) => name.AsSpan().TrimEnd("0123456789.");
}

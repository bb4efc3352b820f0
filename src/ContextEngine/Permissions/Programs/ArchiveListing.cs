using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of archivers that list, or print, what an archive holds. By its name it must be the file that is read: some try other endings, or patterns.</summary>
internal static class ArchiveListing
{
    private static readonly SearchValues<char> _listing = SearchValues.Create("tvfzjJ");

    /// <summary>Why these arguments of <c>tar</c> may do more, or null. Its first word is a bundle of letters even without a hyphen; a colon makes an archive one of another machine.</summary>
    public static string? OfTar(IReadOnlyList<ShellWord> words)
    {
        var (lists, isKnown) = (false, true);
        for (var i = 0; i < words.Count && isKnown; i++)
        {
            var text = words[i].Text;
            isKnown = words[i].IsLiteral && !text.Contains(':');
            if (text.StartsWith("--", StringComparison.Ordinal))
                (lists, isKnown) = (lists | text == "--list", isKnown && WordTable.Has("--list --file --verbose --gzip --bzip2 --xz --zstd --wildcards", text.Split('=')[0]));
            else if (i == 0 || text.StartsWith('-'))
                (lists, isKnown) = (lists | text.Contains('t'), isKnown && !text.AsSpan().TrimStart('-').ContainsAnyExcept(_listing));
        }

        return lists && isKnown ? null : "tar may do more than list";
    }

    /// <summary>The same of <c>unzip</c>.</summary>
    public static string? OfZip(IReadOnlyList<ShellWord> words) =>
        words.Count > 1 && WordTable.Has("-l -v -lv -lq -p -Z -Z1 -z", words[0].Text) && HasEnding(words[1].Text, ".zip .jar .whl .nupkg .docx .xlsx") && words.Skip(1).All(w => w.IsLiteral && !w.Text.StartsWith('-')) ? null : "unzip may do more than list";

    /// <summary>The same of <c>zcat</c>.</summary>
    public static string? OfGzip(IReadOnlyList<ShellWord> words) => words.All(w => w.IsLiteral && HasEnding(w.Text, ".gz .tgz")) ? null : "zcat may take a file of another name";

    private static bool HasEnding(string name, string endings) => !name.AsSpan().ContainsAny("*?[") && WordTable.Has(endings, Path.GetExtension(name.AsSpan()));
}

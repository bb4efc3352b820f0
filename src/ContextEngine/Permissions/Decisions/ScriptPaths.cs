using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>The paths that a script on the command line may say, of programs that read or write files by their script.</summary>
internal static class ScriptPaths
{
    private const string Ends = " \t\r\n\"'`;,|&<>(){}[]=";

    /// <summary>Each with the word it stands in. Too many do no harm: they are only compared with what rules deny.</summary>
    public static IEnumerable<(ShellWord Word, string Path)> Of(IReadOnlyList<ShellWord> words, int at)
    {
        var name = Launchers.NameOf(words[at]);
        if (!Interpreters.Is(name) && !Interpreters.Filters(name) && !WordTable.Has("sed gsed jq yq ed ex vi vim nvim sqlite sqlite3 psql", name))
            yield break;
        foreach (var word in words.Skip(at + 1).Where(w => w.IsLiteral))
        {
            var text = word.Text;
            foreach (var part in text.Split(Ends.ToCharArray(), StringSplitOptions.RemoveEmptyEntries))
            {
                yield return (word, part);
                foreach (var piece in part.Contains('/') ? part.Split('/', StringSplitOptions.RemoveEmptyEntries) : [])
                    yield return (word, piece);
            }

            // The name of a file that sed reads or writes goes on to the end of the line.
            for (var i = 0; name.EndsWith("sed", StringComparison.Ordinal) && i < text.Length; i++)
                if (text[i] is 'r' or 'R' or 'w' or 'W' && Line(text.AsSpan(i + 1)) is { Length: > 0 } file)
                    yield return (word, file);
        }
    }

    private static string? Line(ReadOnlySpan<char> rest)
    {
        var end = rest[..Math.Min(rest.Length, RealPath.Longest)].IndexOf('\n');
        return end < 0 && rest.Length > RealPath.Longest ? null : rest[..(end < 0 ? rest.Length : end)].Trim().ToString();
    }
}

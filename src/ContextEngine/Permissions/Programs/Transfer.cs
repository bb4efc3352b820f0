using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>What a command that copies, moves or links files is told: from where, and to where. Where programs of one name differ, both readings count.</summary>
internal sealed class Transfer
{
    private static readonly string[] LongWithValue = ["--target-directory", "--suffix", "--mode", "--owner", "--group", "--strip-program", "--no-preserve", "--sparse"];

    private Transfer(string name) => Name = name;

    /// <summary>The program; of git its subcommand.</summary>
    public string Name { get; }

    /// <summary>What is brought.</summary>
    public List<ShellWord> Sources { get; } = [];

    /// <summary>Where to; null is the folder it runs in.</summary>
    public ShellWord? Into { get; private set; }

    /// <summary>Whether all that folders hold comes along.</summary>
    public bool IsDeep { get; private set; }

    /// <summary>Whether the sources go away.</summary>
    public bool Moves => Name == "mv";

    /// <summary>Whether links are made instead of copies.</summary>
    public bool Links { get; private set; }

    /// <summary>Whether those are links that say a path.</summary>
    public bool IsSymbolic { get; private set; }

    /// <summary>Whether what links lead to is copied in their place.</summary>
    public bool Follows { get; private set; }

    /// <summary>Whether the names of the folders in front of a source come along.</summary>
    public bool KeepsParents { get; private set; }

    /// <summary>Why the words do not tell what it writes, or null.</summary>
    public string? WhyUnknown { get; private set; }

    /// <summary>What the command at a place is told; null where it is no such command, or brings nothing.</summary>
    public static Transfer? Of(IReadOnlyList<ShellWord> words, int at)
    {
        var (name, from) = (Launchers.NameOf(words[at]), at + 1);
        if (name == "git")
        {
            var sub = GitCommand.At(words, from);
            if (sub == words.Count || words[sub].Text != "mv")
                return null;
            var moves = new Transfer("mv") { IsDeep = true, WhyUnknown = sub > from ? "git may move in another folder" : null };
            return moves.Take(words, sub + 1);
        }

        name = name is ['g', .. var rest] ? rest : name; // as other systems call those of GNU
        return name switch
        {
            "cp" or "install" => new Transfer(name).Take(words, from),
            "mv" or "rsync" or "ditto" or "scp" => new Transfer(name) { IsDeep = true }.Take(words, from),
            "ln" or "link" => new Transfer(name) { Links = true }.Take(words, from),
            _ => null,
        };
    }

    private Transfer? Take(IReadOnlyList<ShellWord> words, int from)
    {
        words = Spread(words, from);
        var ended = false;
        for (var i = from; i < words.Count; i++)
        {
            var text = words[i].Text;
            if (!ended && !words[i].IsLiteral && (words[i].MayBeOption || words[i].Splits))
                WhyUnknown ??= $"{text} may turn out to be an option of {Name}";
            if (ended || text is not ['-', _, ..])
                Sources.Add(words[i]);
            else if (text == "--")
                ended = true;
            else
                i = text.StartsWith("--", StringComparison.Ordinal) ? Long(words, i) : Short(words, i);
        }

        if (Into is null && Sources.Count > 1)
        {
            Into = Sources[^1];
            Sources.RemoveAt(Sources.Count - 1);
        }

        return Sources.Count > 0 ? this : null;
    }

    /// <summary>The words, with those that braces make of one where nothing else is replaced in it.</summary>
    private static IReadOnlyList<ShellWord> Spread(IReadOnlyList<ShellWord> words, int from)
    {
        if (!words.Any(w => w.Traits == WordTraits.Braces))
            return words;
        var all = words.Take(from).ToList();
        foreach (var word in words.Skip(from))
            if (word.Traits == WordTraits.Braces && BraceExpansion.Of(word.Text) is { } texts && !texts.Any(t => t is [] or ['~', ..] || t.AsSpan().ContainsAny("*?[")))
                all.AddRange(texts.Select(t => word with { Text = t, Traits = WordTraits.None }));
            else
                all.Add(word);
        return all;
    }

    private int Long(IReadOnlyList<ShellWord> words, int i)
    {
        var word = words[i];
        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? word.Text : word.Text[..equals];
        IsDeep |= key.StartsWith("--r", StringComparison.Ordinal) || key.StartsWith("--a", StringComparison.Ordinal);
        Links |= key.StartsWith("--l", StringComparison.Ordinal) || key.StartsWith("--sy", StringComparison.Ordinal);
        IsSymbolic |= key.StartsWith("--sy", StringComparison.Ordinal);
        Follows |= key.StartsWith("--d", StringComparison.Ordinal) || key.StartsWith("--copy-", StringComparison.Ordinal);
        KeepsParents |= key.StartsWith("--pa", StringComparison.Ordinal) || key.StartsWith("--rel", StringComparison.Ordinal);
        if (Name == "rsync" && (key.Contains("-from", StringComparison.Ordinal) || key.Contains("-dir", StringComparison.Ordinal) || key.Contains("-batch", StringComparison.Ordinal) || key.Contains("-file", StringComparison.Ordinal)))
            WhyUnknown ??= $"rsync {key} names files elsewhere";
        if (key.Length < 4 || Name == "rsync" || Array.Find(LongWithValue, l => l.StartsWith(key, StringComparison.Ordinal)) is not { } option)
            return i;
        if (option == "--target-directory")
            Into = equals < 0 ? At(words, i + 1) : word with { Text = word.Text[(equals + 1)..] };
        return equals < 0 ? i + 1 : i;
    }

    private int Short(IReadOnlyList<ShellWord> words, int i)
    {
        var word = words[i];
        var withValue = Name switch { "install" => "tSmog", "rsync" => "efMTB@", "scp" => "PiloFSJDXc", "ditto" => "", _ => "tS" };
        for (var at = 1; at < word.Text.Length; at++)
        {
            var letter = word.Text[at];
            IsDeep |= letter is 'r' or 'R' or 'a';
            Links |= Name == "cp" && letter is 's' or 'l';
            IsSymbolic |= letter == 's' && Name is "cp" or "ln";
            Follows |= letter is 'L' or 'H' or 'k' && Name is "cp" or "rsync";
            KeepsParents |= Name == "rsync" && letter == 'R';
            if (!withValue.Contains(letter))
                continue;
            var isNext = at + 1 == word.Text.Length;
            if (letter == 't')
                Into = isNext ? At(words, i + 1) : word with { Text = word.Text[(at + 1)..] };
            return isNext ? i + 1 : i;
        }

        return i;
    }

    private ShellWord? At(IReadOnlyList<ShellWord> words, int i)
    {
        if (i < words.Count)
            return words[i];
        WhyUnknown ??= $"{Name} is not told where to";
        return null;
    }
}

using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Commands that may read or change a file which no word of theirs names. Where rules deny files, such a one cannot be compared with them.</summary>
/// <param name="rules">The rules.</param>
/// <param name="paths">Judges paths.</param>
/// <param name="isHeld">Whether a sandbox keeps every program from the paths that rules deny. Then only git's objects may tell what lay there.</param>
internal sealed class HiddenAccess(RuleBook rules, PathJudge paths, bool isHeld)
{
    private readonly Operands operands = new(rules, paths);
    private readonly TransferJudge transfers = new(rules, paths);
    private readonly GitAccess git = new(rules, new Operands(rules, paths));

    /// <summary>Why a command may come upon what Read or Edit rules deny, or null.</summary>
    /// <param name="command">The command.</param>
    /// <param name="forms">Where commands begin in it.</param>
    /// <param name="line">Its line.</param>
    public string? Why(SimpleCommand command, CommandForms forms, JudgedLine line)
    {
        var (reads, edits) = (rules.Denies("Read"), rules.Denies("Edit"));
        if (command.Words.Count == 0 || !reads && !edits)
            return null;
        if (isHeld)
            return forms.Starts.Select(at => git.Why(command, at, line, isHeld)).FirstOrDefault(why => why is not null);
        var program = command.Words[forms.Innermost].IsLiteral ? ReadOnlyPrograms.Find(command.Words[forms.Innermost].Text) : null;
        // What only prints its words reads nothing; what only reads changes nothing.
        var talks = program is { TakesPaths: false, Name: not "git" };
        var changes = edits && !talks && program?.WhyNot([.. command.Words.Skip(forms.Innermost + 1)]) is not null || edits && program is null;
        if ((reads || changes && program?.Name != "git") && !talks && !Builtins.Declares(command.Name) && (WhyWords(command, forms) ?? WhyPlace(command, program)) is { } word)
            return word;
        foreach (var at in forms.Starts)
            if (((reads ? FolderListing.Why(command, at, rules, "Read") ?? Searches(command, at) : null)
                ?? (edits ? FolderListing.Why(command, at, rules, "Edit") ?? WhyUnpacks(command, at) ?? FormattedFiles.Why(command, at, rules, line.Walk) : null)
                ?? WhyLinks(command, at) ?? WhyScript(command, at, forms.Innermost) ?? git.Why(command, at, line, isHeld)) is { } why)
                return why;
        return edits ? transfers.WhyUnknown(command, forms, line) : null;
    }

    /// <summary>Words that become paths only when it runs: by the shell, or by what gives them.</summary>
    private static string? WhyWords(SimpleCommand command, CommandForms forms)
    {
        // After a tilde that is not the home folder stands one that the shell remembers.
        if (command.Words.Skip(1).FirstOrDefault(w => !w.IsLiteral && (w.Traits != WordTraits.Tilde || w.Text.Length > 1 && w.Text[1] != '/')) is { Text: { } text })
            return $"which file {text} is, is only known when it runs";
        var giver = forms.Starts.Select(at => Launchers.NameOf(command.Words[at])).FirstOrDefault(n => n is "xargs" or "parallel");
        return giver is not null && command.Words.Count > 1 ? $"what {giver} gives it is only known when it runs" : null;
    }

    private static string? WhyPlace(SimpleCommand command, ReadOnlyProgram? program)
    {
        if (command.Folders.IsKnown || program?.Name is "git" or "cd" or "test" or "[" || command.Name is "pushd" or "popd" or "dirs" or "tr")
            return null;
        var operand = command.Words.Skip(1).Where(w => !w.Text.StartsWith('-')).Select(w => w.Text).ToArray();
        return operand.Length > 0 && Array.TrueForAll(operand, o => o.StartsWith('/') || o.StartsWith('~')) ? null : "in which folder it runs is only known when it runs";
    }

    private static string? Searches(SimpleCommand command, int at)
    {
        var (name, rest) = (Launchers.NameOf(command.Words[at]), command.Words.Skip(at + 1));
        var searches = name is "rg" or "rgrep" or "ag" or "ack" or "ack-grep" or "ug" or "ugrep" or "sift" or "pt"
            || name == "git" && rest.Any(w => w.Text == "grep")
            || name is "grep" or "egrep" or "fgrep" or "ggrep" && rest.Any(w => w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("rRd") || w.Text.StartsWith("--r", StringComparison.Ordinal) || w.Text.StartsWith("--d", StringComparison.Ordinal));
        return searches ? $"{name} reads whole folders" : null;
    }

    /// <summary>What names its files by what it gets: archives, patches, downloads.</summary>
    private string? WhyUnpacks(SimpleCommand command, int at)
    {
        var (name, rest) = (Launchers.NameOf(command.Words[at]), command.Words.Skip(at + 1).Select(w => w.Text).ToArray());
        bool Has(string letters, params ReadOnlySpan<string> longs)
        {
            foreach (var word in rest)
            {
                if (word is ['-', not '-', ..] && word.AsSpan(1).ContainsAny(letters))
                    return true;
                foreach (var option in longs)
                    if (word.StartsWith(option, StringComparison.Ordinal))
                        return true;
            }

            return false;
        }

        var unpacks = name switch
        {
            "unzip" or "unrar" or "unar" or "patch" or "uudecode" or "csplit" or "split" or "shar" or "rename" => true,
            "tar" or "gtar" or "bsdtar" => Has("x", "--ext", "--get") || rest is [['x', ..] or ['z' or 'j' or 'J' or 'v', 'x', ..], ..],
            "7z" or "7za" => rest is ["x" or "e", ..],
            "cpio" or "pax" => Has("ipr", "--extract", "--pass"),
            "ar" => rest is [var key, ..] && key.TrimStart('-').StartsWith('x'),
            "curl" => Has("OJK", "--remote", "--config"),
            "wget" => !(Has("O", "--output-document") || Has("", "--spider")) || Has("ri", "--input-file", "--recursive", "--mirror", "--config"),
            _ => false,
        };
        return unpacks && (!command.Folders.IsKnown || command.Folders.Paths.ToArray().Any(f => rules.MayDenyBelow("Edit", f))) ? $"which files {name} writes is only known when it runs" : null;
    }

    /// <summary>A link made now gives what it leads to another name, before anybody could look where it leads.</summary>
    private string? WhyLinks(SimpleCommand command, int at)
    {
        if (Transfer.Of(command.Words, at) is not { Links: true } link)
            return null;
        var into = link.Into ?? new ShellWord(".", WordTraits.None, 0, 0);
        string[] folders = link.IsSymbolic ? [.. operands.Places(command, into, into.Text).Select(p => Directory.Exists(p) ? p : LexicalPath.Join(p, ".."))] : command.Folders.Paths.ToArray();
        rules.Look();
        foreach (var source in link.Sources)
        {
            // What a symbolic link says is told from the folder it lies in.
            var targets = source.IsLiteral ? folders.SelectMany(f => PathMeanings.Of(f, source.Text)).ToArray() : [.. operands.Places(command, source, source.Text)];
            if (targets.Length == 0 || Array.Exists(targets, t => !File.Exists(t) && Hides(t)) || Array.Exists(targets, t => RealPath.OrNull(t) is not { } real || (File.Exists(real) ? IsDenied(real) : Hides(real))))
                return $"a link to {source.Text} is another name for what lies there";
        }

        return null;
    }

    private bool Hides(string path) => rules.MayDenyBelow("Read", path) || rules.MayDenyBelow("Edit", path);

    private bool IsDenied(string path) => rules.OnPath(Verdict.Deny, "Read", path) is not null || rules.OnPath(Verdict.Deny, "Edit", path) is not null;

    private string? WhyScript(SimpleCommand command, int at, int innermost)
    {
        foreach (var (word, name) in ScriptPaths.Of(command.Words, at))
            foreach (var path in operands.Places(command, word, name))
                if (rules.OnPath(Verdict.Deny, "Read", path) is not null || rules.OnPath(Verdict.Deny, "Edit", path) is not null && !IsGiven(command, innermost, word))
                    return $"the script says {name}";
        return null;
    }

    private static bool IsGiven(SimpleCommand command, int innermost, ShellWord word)
    {
        var given = new GivenFiles(command, innermost);
        for (var i = innermost + 1; i < command.Words.Count; i++)
            if (command.Words[i] == word)
                return given.Has(i);
        return false;
    }
}

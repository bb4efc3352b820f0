using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>The files a command names: operands and the targets of redirections, each in every folder the command may run in.</summary>
internal sealed partial class Operands(RuleBook rules, PathJudge paths)
{
    /// <summary>The decision of a rule of this verdict on a word of a command: of Read rules on any path, of Edit rules on one that it may change. What only prints its words opens none.</summary>
    /// <param name="command">The command.</param>
    /// <param name="innermost">Where it begins behind its wrappers.</param>
    /// <param name="verdict">Deny or ask.</param>
    public Decision? Ruled(SimpleCommand command, int innermost, Verdict verdict)
    {
        if (rules.First(verdict, static r => r.Concerns("Read") || r.Concerns("Edit")) is null)
            return null;
        GivenFiles? given = null;
        for (var i = 1; i < command.Words.Count; i++)
            foreach (var text in WordPaths.In(command.Words[i].Text))
                foreach (var path in Places(command, command.Words[i], text))
                    foreach (var one in (string[])[path, RealPath.OrNull(path) ?? path])
                    {
                        var rule = rules.OnPath(verdict, "Read", one);
                        if (rule is null && rules.OnPath(verdict, "Edit", one) is { } editing && !(given ??= new GivenFiles(command, innermost)).Has(i))
                            rule = editing;
                        if (rule is not null)
                            return OnlyPrints(command) ? null : RuleBook.Decided(rule, command.Words[i].Text);
                    }

        return null;
    }

    private static bool OnlyPrints(SimpleCommand command) =>
        ReadOnlyPrograms.Find(command.Name) is { TakesPaths: false, Name: not "git" } program && program.WhyNot([.. command.Words.Skip(1)]) is null;

    /// <summary>The strictest decision on the targets of redirections, or null where there are none that matter.</summary>
    public Decision? Redirected(SimpleCommand command)
    {
        Decision? strictest = null;
        foreach (var redirection in command.Redirections)
            if (Judge(command, redirection) is { } found && (strictest is null || found.Verdict > strictest.Verdict || found.Cause == Cause.Breaker))
                strictest = found;
        return strictest;
    }

    private Decision? Judge(SimpleCommand command, Redirection redirection)
    {
        var target = redirection.Target;
        if (redirection.Kind is RedirectionKind.Duplicate or RedirectionKind.Document or RedirectionKind.Text || target.Has(WordTraits.Process))
            return null;
        if (target.IsLiteral && target.Text is "/dev/null" or "/dev/stdout" or "/dev/stderr" or "/dev/stdin" or "/dev/tty" or "/dev/zero" or "/dev/urandom")
            return null;
        if (target.Text.StartsWith("/dev/", StringComparison.Ordinal))
            return target.Text.StartsWith("/dev/tcp/", StringComparison.Ordinal) || target.Text.StartsWith("/dev/udp/", StringComparison.Ordinal) || !redirection.Writes
                ? new Decision(Verdict.Ask, Cause.Place, $"{target.Text} reaches the network or a device", target.Text)
                : new Decision(Verdict.Ask, Cause.Breaker, $"it writes over {target.Text}", target.Text);
        if (!target.IsLiteral && target.Traits != WordTraits.Tilde)
            return new Decision(Verdict.Ask, Cause.Opaque, $"which file {target.Text} is, is only known when it runs", target.Text);
        var places = Places(command, target, target.Text).ToArray();
        if (places.Length == 0)
            return new Decision(Verdict.Ask, Cause.Opaque, $"in which folder {target.Text} lies is only known when it runs", target.Text);
        Decision? strictest = null;
        foreach (var place in places)
            if (paths.JudgeFull(place, target.Text, redirection.Writes) is var found && (strictest is null || found.Verdict > strictest.Verdict))
                strictest = found;
        return strictest;
    }

    /// <summary>A path of another machine among what the command reads or writes, or null. To programs whose words are patterns, or targets, it may be one of those.</summary>
    public static string? OfNetwork(SimpleCommand command, int innermost)
    {
        if (command.Redirections.FirstOrDefault(r => r.Kind is not (RedirectionKind.Duplicate or RedirectionKind.Document or RedirectionKind.Text) && NetworkPath.Is(r.Target.Text)) is { Target.Text: { } target })
            return target;
        if (command.Words.Count == 0)
            return null;
        var name = Launchers.NameOf(command.Words[innermost]);
        if (ReadOnlyPrograms.Find(name) is not { TakesPaths: true, PatternFirst: false } && name is not ("cp" or "mv" or "rm" or "mkdir" or "touch" or "ln" or "dd" or "tar" or "rsync" or "find"))
            return null;
        return command.Words.Skip(innermost + 1).SelectMany(w => WordPaths.In(w.Text)).FirstOrDefault(NetworkPath.Is);
    }

    /// <summary>Why a path that the command names is obeyed later though its name does not say so; null where none is. What would do that to it is not told.</summary>
    public string? WhyObeyed(SimpleCommand command) =>
        rules.Obeys ? command.Words.Skip(1).SelectMany(w => Places(command, w, w.Text)).Select(rules.WhyObeyed).FirstOrDefault(why => why is not null) : null;

    /// <summary>Why a file that a command of file handling names is protected, or null: no mode accepts that, whatever it accepts of others.</summary>
    public string? WhyProtected(SimpleCommand command, int innermost)
    {
        if (!WordTable.Has("mkdir touch rm rmdir mv cp ln sed tee truncate chmod install", Launchers.NameOf(command.Words[innermost])))
            return null;
        foreach (var word in command.Words.Skip(innermost + 1))
            foreach (var path in Places(command, word, word.Text))
                if (rules.IsInside(path) && ProtectedPaths.WhyProtected(word.Text) is { } why)
                    return why;
        return null;
    }

    /// <summary>Whether the command is one of plain file handling, all of it inside the workspace.</summary>
    /// <param name="command">The command.</param>
    /// <param name="innermost">Where it begins behind its wrappers.</param>
    public bool HandlesFilesInside(SimpleCommand command, int innermost) => new PlainHandling(rules, paths, (c, w) => Places(c, w, w.Text)).Is(command, innermost);

    /// <summary>The plain absolute paths a word may be; none where nobody can tell.</summary>
    public IEnumerable<string> Places(SimpleCommand command, ShellWord word, string text)
    {
        if (word.Has(WordTraits.Dynamic))
            yield break;
        if (word.Has(WordTraits.Tilde))
        {
            if (rules.Home is null || text.Length > 1 && text[1] != '/')
                yield break;
            text = rules.Home + text[1..];
        }

        rules.Look();
        string[] folders = text.StartsWith('/') ? [""] : command.Folders.Paths.ToArray();
        var meanings = folders.Select(f => PathMeanings.Of(f, text)).ToArray();
        if (meanings.All(m => m.Length > 0))
            foreach (var one in meanings.SelectMany(m => m))
                yield return one;
    }
}

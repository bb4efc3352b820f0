using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>The files a command names: operands and the targets of redirections, each in every folder the command may run in.</summary>
internal sealed class Operands(RuleBook rules, PathJudge paths)
{
    /// <summary>Whether a word of any command is a path that Read or Edit rules deny.</summary>
    public Decision? Denied(SimpleCommand command)
    {
        if (!rules.Guards("Read") && !rules.Guards("Edit"))
            return null;
        foreach (var (word, text) in command.Words.Skip(1).SelectMany(w => WordPaths.In(w.Text).Select(t => (w, t))))
            foreach (var path in Places(command, word, text))
                foreach (var one in (string[])[path, RealPath.OrNull(path) ?? path])
                    if ((rules.OnPath(Verdict.Deny, "Read", one) ?? rules.OnPath(Verdict.Deny, "Edit", one)) is { } rule)
                        return RuleBook.Decided(rule, word.Text);
        return null;
    }

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
        if (redirection.Kind is RedirectionKind.Duplicate or RedirectionKind.Document or RedirectionKind.Text || target.Has(WordTraits.Dynamic) && (target.Text.StartsWith("<(", StringComparison.Ordinal) || target.Text.StartsWith(">(", StringComparison.Ordinal)))
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

    /// <summary>Why an operand may not be read unasked, or null.</summary>
    public string? WhyNotReadable(SimpleCommand command, ReadOnlyProgram program, ShellWord[] arguments)
    {
        var skipsPattern = program.PatternFirst && !ReadOnlyPrograms.NamesPattern(arguments);
        foreach (var word in arguments)
        {
            var text = word.Text;
            if (text.StartsWith('-'))
            {
                if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                    text = text[(equals + 1)..];
                else
                    continue;
            }
            else if (skipsPattern)
            {
                skipsPattern = false;
                continue;
            }

            if (program.Name is "[" or "test" or "tr")
                continue;
            if (WhyNot(command, word, text) is { } why)
                return why;
        }

        return null;
    }

    private string? WhyNot(SimpleCommand command, ShellWord word, string text)
    {
        if (word.Has(WordTraits.Dynamic) && !IsOwnNumber(text))
            return $"which file {word.Text} is, is only known when it runs";
        if (!word.IsLiteral && word.Traits != WordTraits.Tilde)
        {
            rules.Look();
            if (rules.Guards("Read") || text.StartsWith('/') || text.StartsWith('~') || text.Contains("..", StringComparison.Ordinal) && !text.Contains('{') || text.Contains("../", StringComparison.Ordinal) || text.Contains("{/", StringComparison.Ordinal) || text.Contains(",/", StringComparison.Ordinal))
                return $"which files {word.Text} are, is only known when it runs";
            foreach (var folder in command.Folders.Paths.ToArray())
                if (PatternReach.Links(folder, text) is not { } links || links.Exists(l => paths.JudgeFull(l, word.Text, writes: false).Verdict != Verdict.Allow))
                    return $"{word.Text} may match a link that leads elsewhere";
            text = ".";
        }

        if (text is "/dev/null" or "/dev/stdin" or "-" or "")
            return null;
        var places = Places(command, word, text).ToArray();
        if (places.Length == 0)
            return $"in which folder {word.Text} lies is only known when it runs";
        return places.Select(p => paths.JudgeFull(p, word.Text, writes: false)).FirstOrDefault(d => d.Verdict != Verdict.Allow) is { } found ? $"{word.Text}: {found.Reason}" : null;
    }

    private static bool IsOwnNumber(string text) => text is "$#" or "$?" or "$$";

    /// <summary>Why a path that the command names is obeyed later though its name does not say so; null where none is. What would do that to it is not told.</summary>
    public string? WhyObeyed(SimpleCommand command) =>
        rules.Obeys ? command.Words.Skip(1).SelectMany(w => Places(command, w, w.Text)).Select(rules.WhyObeyed).FirstOrDefault(why => why is not null) : null;

    /// <summary>Whether the command is one of plain file handling, all of it inside the workspace.</summary>
    public bool HandlesFilesInside(SimpleCommand command)
    {
        if (command is { Name: "sed", Assignments.Count: 0 } && SedScript.Edited([.. command.Words.Skip(1)]) is { Count: > 0 } edited)
            return edited.All(w => w.IsLiteral && Places(command, w, w.Text).ToArray() is { Length: > 0 } places && places.All(p => paths.JudgeFull(p, w.Text, writes: true).Verdict == Verdict.Allow));
        if (command.Assignments.Count > 0 || command.Name is not ("mkdir" or "touch" or "rm" or "rmdir" or "mv" or "cp"))
            return false;
        var named = 0;
        foreach (var word in command.Words.Skip(1))
        {
            if (!word.IsLiteral)
                return false;
            if (word.Text is ['-', not '-', ..] && !word.Text.AsSpan().ContainsAny("tTS") || word.Text is "--" or "--parents" or "--recursive" or "--force" or "--verbose")
                continue;
            if (word.Text.StartsWith('-'))
                return false;
            named++;
            var places = Places(command, word, word.Text).ToArray();
            if (places.Length == 0 || places.Any(p => paths.JudgeFull(p, word.Text, writes: true).Verdict != Verdict.Allow))
                return false;
        }

        return named > 0;
    }

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

using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Classifiers;

/// <summary>
/// The classifier of mode auto that needs no model: from the programs of a line, their arguments and what they reach together.
/// What a colleague would do without asking passes, what nobody sensible would do unasked is refused, the rest asks.
/// </summary>
/// <param name="isInside">Whether a full path may be changed freely.</param>
/// <param name="exists">Whether something stands at a full path.</param>
/// <param name="home">The home folder, or null.</param>
/// <param name="trusts">Whether the code of the project may run.</param>
internal sealed class LineClassifier(Func<string, bool> isInside, Func<string, bool> exists, string? home, bool trusts)
{
    private const Reach Harmless = Reach.Reads | Reach.Writes | Reach.Builds;
    private const Reach Harmful = Reach.Privileges | Reach.Protections | Reach.Persists;

    /// <summary>What is decided about a line, and why.</summary>
    public LineJudgement Judge(ShellReading reading)
    {
        var parts = new List<(SimpleCommand, Reach)>();
        var (verdict, reason, reach) = Judge(reading, parts);
        return new LineJudgement(verdict, reason, reach, parts);
    }

    private (Verdict Verdict, string Reason, Reach Reach) Judge(ShellReading reading, List<(SimpleCommand, Reach)> parts)
    {
        var all = Reach.None;
        var (runsInput, destroysOutside) = (false, false);
        var commits = new CommitWords(reading);
        foreach (var command in reading.Commands.Where(c => c.Words.Count > 0))
        {
            var reach = Of(command, commits, out var runs);
            all |= reach;
            parts.Add((command, reach));
            runsInput |= runs;
            destroysOutside |= (reach & Reach.Destroys) != 0 && (reach & (Reach.Sends | Reach.Services | Reach.Outside)) != 0;
        }

        foreach (var target in reading.Commands.SelectMany(c => c.Redirections).Where(r => r.Writes).Select(r => r.Target.Text))
            if (target.Contains("/.ssh/", StringComparison.Ordinal) || target.StartsWith("/etc/", StringComparison.Ordinal) || target.StartsWith("/dev/sd", StringComparison.Ordinal))
                return (Verdict.Deny, $"it writes over {target}", all);
        bool Any(Reach reach) => (all & reach) != 0;
        if (Any(Reach.Fetches | Reach.Sends | Reach.MayFetch) && runsInput)
            return (Verdict.Deny, "it runs what comes from the network", all);
        if (Any(Reach.Credentials) && Any(Reach.Sends | Reach.Fetches | Reach.MayFetch))
            return (Verdict.Deny, "it could give credentials away", all);
        if (Any(Harmful))
            return (Verdict.Deny, $"it reaches {ReachNames.Of(all & Harmful)}", all);
        if (destroysOutside)
            return (Verdict.Deny, "it destroys what lies elsewhere, for good", all);
        if (reading.Refusal is { } refusal)
            return (Verdict.Ask, $"it cannot be read: {refusal.Reason}", all);
        if ((all & ~Harmless) is not Reach.None and var more)
            return (Verdict.Ask, $"it reaches {ReachNames.Of(more)}", all);
        return Any(Reach.Builds) && !trusts ? (Verdict.Ask, "it runs code of a folder that nobody has trusted", all) : (Verdict.Allow, Any(Reach.Builds) ? "it builds, tests or runs the project" : Any(Reach.Writes) ? "it changes files of the workspace" : "it only reads", all);
    }

    private Reach Of(SimpleCommand command, CommitWords commits, out bool runsInput)
    {
        var at = 0;
        while (Launchers.Inner(command.Words, at) is > 0 and var next && next < command.Words.Count)
            at = next;
        var name = Launchers.NameOf(command.Words[at]);
        var isShell = Launchers.IsShell(name) || name is "eval" or "source" or "." || Interpreters.Is(name);
        runsInput = isShell && (command.ReadsPipe && command.Words.Count <= at + 2 || command.Words.Skip(at + 1).Any(w => w.Has(WordTraits.Dynamic) && (w.Text.Contains("curl", StringComparison.Ordinal) || w.Text.Contains("wget", StringComparison.Ordinal))));
        if (Launchers.IsShell(name) || name is "eval")
        {
            // What an inner shell is told counts as what the line says.
            if (Launchers.Script(command.Words, at) is { IsLiteral: true } script)
                return Inner(script.Text);
            if (command.ReadsPipe || command.Words.Skip(at + 1).Any(w => !w.IsLiteral))
                return Reach.Unknown;
        }

        var reach = CommandReach.Of(command, at, isInside, exists, home, commits);
        foreach (var hidden in Launchers.Hidden(command.Words, at).Take(1))
            reach = Launchers.IsShell(Launchers.NameOf(command.Words[hidden])) ? reach | Reach.Unknown : (reach & ~Reach.Unknown) | CommandReach.Of(command, hidden, isInside, exists, home, commits) | (Launchers.Launches(name) && ReachTable.Find([name]) is { } own ? own : Reach.None);
        return reach;
    }

    private Reach Inner(string script)
    {
        var reading = ShellReading.Of(script);
        var (reach, commits) = (reading.Refusal is null ? Reach.None : Reach.Unknown, new CommitWords(reading));
        foreach (var command in reading.Commands.Where(c => c.Words.Count > 0))
            reach |= Launchers.IsShell(Launchers.NameOf(command.Words[0])) ? Reach.Unknown : CommandReach.Of(command, 0, isInside, exists, home, commits);
        return reach;
    }
}

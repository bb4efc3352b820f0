using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>A command as rules may speak of it: with and without its wrappers and its folder, quoted and not.</summary>
internal sealed class CommandForms
{
    /// <summary>As many places as a launcher's options could stand before its command, in every nesting people write.</summary>
    private const int MostStarts = 24;

    private readonly List<int> starts = [];
    private readonly List<string> denial = [];
    private readonly List<string> allowance = [];
    private readonly List<string> unfinished = [];

    private CommandForms()
    {
    }

    /// <summary>Where commands begin in the words: the whole, what each wrapper runs, what a launcher may run.</summary>
    public IReadOnlyList<int> Starts => starts;

    /// <summary>Where the command begins after the wrappers that change nothing of it.</summary>
    public int Innermost { get; private set; }

    /// <summary>Whether it starts a command out of its arguments, so that a pattern on its beginning says too little.</summary>
    public bool HidesCommand { get; private set; }

    /// <summary>Texts that deny and ask rules are compared with; too many do no harm.</summary>
    public IReadOnlyList<string> ForDenial => denial;

    /// <summary>Texts that allow rules are compared with; the last is that of the innermost command, the only one a pattern may speak of.</summary>
    public IReadOnlyList<string> ForAllowance => allowance;

    /// <summary>What is certain of commands whose further words are only known when they run.</summary>
    public IReadOnlyList<string> Unfinished => unfinished;

    public static CommandForms Of(SimpleCommand command)
    {
        var forms = new CommandForms();
        if (command.Words.Count > 0)
            forms.Take(command.Words);
        return forms;
    }

    private void Take(IReadOnlyList<ShellWord> words)
    {
        starts.Add(0);
        while (Launchers.Inner(words, Innermost) is > 0 and var next && next < words.Count)
            starts.Add(Innermost = next);
        // A word with blanks in it must not look like several to a pattern that allows.
        foreach (var at in starts)
            if (!words[at].Text.AsSpan().ContainsAny(" \t\n"))
                allowance.Add(string.Join(' ', words.Skip(at).Select(w => w.Text.AsSpan().ContainsAny(" \t\n") && w.IsLiteral ? $"'{w.Text}'" : w.Text)));
        var plain = starts.Count;
        for (var i = plain - 1; i < starts.Count && starts.Count < MostStarts; i++)
            starts.AddRange(Launchers.Hidden(words, starts[i]).Where(at => !starts.Contains(at)).Take(MostStarts - starts.Count));
        var isLaunched = starts.Count > plain;
        for (var i = plain - 1; i < starts.Count && starts.Count < MostStarts; i++)
            starts.AddRange(Carriers.Hidden(words, starts[i]).Concat(Launchers.Hidden(words, starts[i])).Where(at => !starts.Contains(at)).Distinct().Take(MostStarts - starts.Count));
        foreach (var at in starts)
        {
            var isGiven = words.Take(at).Any(w => Launchers.NameOf(w) is "xargs" or "parallel");
            Deny([.. words.Skip(at)], isGiven);
            // What git is told before its subcommand changes nothing of what that is.
            if (Launchers.NameOf(words[at]) == "git" && GitCommand.At(words, at + 1) is var sub && sub > at + 1)
                Deny([words[at], .. words.Skip(sub)], isGiven);
        }

        var inner = Launchers.NameOf(words[Innermost]);
        HidesCommand = isLaunched || words[Innermost].Text.AsSpan().ContainsAny(" \t\n") || Launchers.Launches(inner) || inner is "find" && words.Any(w => w.Text is "-delete" || w.Text.StartsWith("-exec", StringComparison.Ordinal) || w.Text.StartsWith("-ok", StringComparison.Ordinal) || w.Text.StartsWith("-fprint", StringComparison.Ordinal) || w.Text == "-fls" || !w.IsLiteral && w.MayBeOption);
    }

    private void Deny(ShellWord[] words, bool isGiven)
    {
        var (whole, name) = (words[0].Text, Launchers.NameOf(words[0]));
        var text = string.Join(' ', words.Select(w => w.Text));
        denial.Add(text);
        if (name.Length < whole.Length)
            denial.Add(name + text[whole.Length..]);
        var certain = words.TakeWhile(w => w.IsLiteral).Count();
        if (certain > 0 && (isGiven || certain < words.Length))
            unfinished.Add(string.Join(' ', words.Take(certain).Select(w => w.Text).Skip(1).Prepend(name)));
    }
}

using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>A command as rules may speak of it: with and without its wrappers and its folder, quoted and not.</summary>
internal sealed class CommandForms
{
    /// <summary>As many places as a launcher's options could stand before its command, in every nesting people write.</summary>
    private const int MostStarts = 24;

    private CommandForms(List<int> starts, int innermost, bool hides, List<string> denial, List<string> allowance) =>
        (Starts, Innermost, HidesCommand, ForDenial, ForAllowance) = (starts, innermost, hides, denial, allowance);

    /// <summary>Where commands begin in the words: the whole, what each wrapper runs, what a launcher may run.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>Where the command begins after the wrappers that change nothing of it.</summary>
    public int Innermost { get; }

    /// <summary>Whether it starts a command out of its arguments, so that a pattern on its beginning says too little.</summary>
    public bool HidesCommand { get; }

    /// <summary>Texts that deny and ask rules are compared with; too many do no harm.</summary>
    public IReadOnlyList<string> ForDenial { get; }

    /// <summary>Texts that allow rules are compared with; the last is that of the innermost command, the only one a pattern may speak of.</summary>
    public IReadOnlyList<string> ForAllowance { get; }

    public static CommandForms Of(SimpleCommand command)
    {
        var words = command.Words;
        var (starts, innermost, denial, allowance) = (new List<int>(), 0, new List<string>(), new List<string>());
        if (words.Count == 0)
            return new CommandForms(starts, 0, false, denial, allowance);
        starts.Add(0);
        while (Launchers.Inner(words, innermost) is > 0 and var next && next < words.Count)
            starts.Add(innermost = next);
        // A word with blanks in it must not look like several to a pattern that allows.
        foreach (var at in starts)
            if (!words[at].Text.AsSpan().ContainsAny(" \t\n"))
                allowance.Add(string.Join(' ', words.Skip(at).Select(w => w.Text.AsSpan().ContainsAny(" \t\n") && w.IsLiteral ? $"'{w.Text}'" : w.Text)));
        var plain = starts.Count;
        for (var i = plain - 1; i < starts.Count && starts.Count < MostStarts; i++)
            starts.AddRange(Launchers.Hidden(words, starts[i]).Where(at => !starts.Contains(at)).Take(MostStarts - starts.Count));
        foreach (var at in starts)
        {
            var text = string.Join(' ', words.Skip(at).Select(w => w.Text));
            denial.Add(text);
            var name = Launchers.NameOf(words[at]);
            if (name.Length < words[at].Text.Length)
                denial.Add(name + text[words[at].Text.Length..]);
        }

        var inner = Launchers.NameOf(words[innermost]);
        var hides = starts.Count > plain || words[innermost].Text.AsSpan().ContainsAny(" \t\n") || Launchers.Launches(inner) || inner is "find" && words.Any(w => w.Text is "-delete" || w.Text.StartsWith("-exec", StringComparison.Ordinal) || w.Text.StartsWith("-ok", StringComparison.Ordinal) || w.Text.StartsWith("-fprint", StringComparison.Ordinal) || w.Text == "-fls" || !w.IsLiteral && w.MayBeOption);
        return new CommandForms(starts, innermost, hides, denial, allowance);
    }
}

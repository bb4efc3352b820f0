using Pith.Permissions.Classifiers;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// What makes a line of mode auto none of the workspace's own, though each of its commands by itself would be: it runs in another folder, obeys another
/// repository, or brings along what its programs run. A sandbox holds all that; without one it is asked about.
/// </summary>
internal sealed class Strangeness(RuleBook rules, PathJudge paths, LineClassifier classifier)
{
    private const int Deepest = 8;
    private readonly ForeignWords foreign = new(rules, paths);
    private StrangePrograms? programs;

    /// <summary>Why a line is strange here, or null.</summary>
    public string? Why(ShellReading reading, string source) => Why(reading, source, depth: 0);

    private StrangePrograms Programs => programs ??= new(rules, paths, foreign);

    private string? Why(ShellReading reading, string source, int depth)
    {
        for (var i = 0; i < reading.Commands.Count; i++)
            if (Why(reading, i, source, depth) is { } why)
                return why;
        return null;
    }

    private string? Why(ShellReading reading, int index, string source, int depth)
    {
        var command = reading.Commands[index];
        if (SafeVariables.SetBy(command).FirstOrDefault(SafeVariables.IsInfluential) is { } name)
            return $"{name} changes what programs run";
        // What only goes somewhere, or prints, works on nothing there.
        if (command.Words.Count == 0 || command.Words[0].Text is "cd" or "pushd" or "popd" or "echo" or "printf" or "true" && command.Redirections.Count == 0)
            return null;
        if (!command.Folders.IsKnown)
            return "in which folder it runs is only known then";
        foreach (var folder in command.Folders.Paths)
            if (!paths.IsInside(folder))
                return $"it runs in {folder}, outside the workspace";
        // Each program once, where it stands first: a line of many words takes a time in proportion.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < command.Words.Count; at++)
            if (seen.Add(Launchers.NameOf(command.Words[at])) && Programs.Why(command, at) is { } why)
                return why;
        var forms = CommandForms.Of(command);
        foreach (var at in forms.Starts)
            if ((PipedNames.Why(reading.Commands, index, at, source, foreign) ?? WhyTold(reading, command, at, depth)) is { } why)
                return why;
        return foreign.Why(command, forms);
    }

    /// <summary>Why what a shell or an interpreter is told to run is strange, or null.</summary>
    private string? WhyTold(ShellReading reading, SimpleCommand command, int at, int depth)
    {
        var name = Launchers.NameOf(command.Words[at]);
        var isShell = Launchers.IsShell(name) || name is "alias";
        var script = Launchers.Script(command.Words, at);
        if (script is { IsLiteral: false })
            return "what an inner shell is told is only known when it runs";
        var told = new HashSet<string>(GivenScripts.Of(command, at), StringComparer.Ordinal);
        // These hand it to a shell as it stands, or make a command of it.
        var isLine = isShell || WordTable.Has("env watch script flock hyperfine entr watchexec nodemon concurrently mispipe", name);
        foreach (var text in told)
            if (Inner(text, command.Folders, depth + 1, isLine) is { } why)
                return why;
        if (script is not null || !(isShell && name != "alias" || Interpreters.Is(name)) || !RunsInput(command, at, isShell))
            return null;
        foreach (var text in command.Redirections.Where(r => r.Kind == RedirectionKind.Text))
            if (!text.Target.IsLiteral)
                return $"what {name} is given to run is only known then";
        var said = command.Redirections.Where(r => r.Kind == RedirectionKind.Text).Select(r => r.Target.Text);
        if (command.ReadsPipe)
            said = said.Concat(reading.Commands.SelectMany(GivenScripts.SaidBy)).Concat(reading.Documents);
        else if (command.Redirections.Any(r => r.Kind == RedirectionKind.Document))
            said = said.Concat(reading.Documents);
        foreach (var text in said)
            if ((isShell ? Inner(text, command.Folders, depth + 1, isWhole: true) : Programs.WhyCode(command, text) ?? CodeReach.Why(name, text)) is { } why)
                return why;
        return null;
    }

    // Neither a script nor code is named, or a hyphen stands for its input.
    private static bool RunsInput(SimpleCommand command, int at, bool isShell) =>
        command.Words.Skip(at + 1).All(w => w.Text.StartsWith('-')) || command.Words.Skip(at + 1).Any(w => w.Text is "-" or "/dev/stdin" || isShell && w.Text is ['-', not '-', ..] && w.Text.Contains('s'));

    /// <summary>Why a script is strange, or null. One that a shell gets must be as harmless as a line; of one that may be a script, what it names counts.</summary>
    private string? Inner(string script, FolderSet folders, int depth, bool isWhole)
    {
        if (depth > Deepest)
            return "its scripts lie one in another deeper than can be read";
        var reading = ShellReading.Of(script, folders, rules.Home);
        if (isWhole && (reading.Refusal is not null || reading.Evaluations.Count > 0 || reading.Settings.Any(s => SafeVariables.MayBeObeyed(s.Name))))
            return "what an inner shell is told cannot be read";
        return isWhole && classifier.Judge(reading) is { Verdict: not Verdict.Allow } judged ? $"an inner shell is told to, where {judged.Reason}" : Why(reading, script, depth);
    }
}

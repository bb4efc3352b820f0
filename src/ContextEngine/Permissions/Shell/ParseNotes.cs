namespace Pith.Permissions.Shell;

/// <summary>What a parser and those it starts for nested texts find together.</summary>
internal sealed class ParseNotes(string? home)
{
    private readonly Dictionary<string, int> evaluated = new(StringComparer.Ordinal);
    private readonly HashSet<string> unsure = new(StringComparer.Ordinal);
    private readonly FunctionCalls functions = new();
    private bool allUnsure;

    public string? Home { get; } = home;

    public List<SimpleCommand> Commands { get; } = [];

    public List<Evaluation> Evaluations { get; } = [];

    public List<Setting> Settings { get; } = [];

    public List<string> Documents { get; } = [];

    public Refusal? Refusal { get; set; }

    /// <summary>Set once a function may move the shell to another folder whenever it is called.</summary>
    public bool FoldersUnsteady { get; set; }

    /// <summary>A function has these commands in its body.</summary>
    public void Defines(string name, IEnumerable<SimpleCommand> body) => functions.Add(name, body);

    /// <summary>A variable got a value; only a number can be evaluated without harm, and some variables evaluate what they get.</summary>
    public void Assigned(string name, bool isNumber, int at)
    {
        if (isNumber)
            return;
        unsure.Add(name);
        if (ShellVariables.EvaluatesItself(name))
            EvaluatesUnknown($"the value of {name}", at);
    }

    /// <summary>A variable is set where no assignment stands.</summary>
    public void Sets(string name, int at, IReadOnlyList<ShellWord>? values = null) => Settings.Add(new Setting(name, at, values));

    /// <summary>Any variable may have any value from here on.</summary>
    public void AnythingAssigned() => allUnsure = true;

    /// <summary>An expression uses the value of a variable.</summary>
    public void Evaluates(string name, int at) => evaluated.TryAdd(name, at);

    /// <summary>An expression uses a value nobody can know.</summary>
    public void EvaluatesUnknown(string what, int at) => Evaluations.Add(new Evaluation(what, at));

    /// <summary>Assignments may come after uses, in loops; so the names are judged at the end.</summary>
    public void Finish()
    {
        if (functions.FirstCircle() is { } again)
            Evaluations.Add(new Evaluation(Evaluation.Circle, again));
        foreach (var (name, at) in evaluated)
            if (allUnsure || unsure.Contains(name) || ShellVariables.HoldsText(name))
                Evaluations.Add(new Evaluation(name, at));
    }
}

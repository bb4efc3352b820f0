namespace Pith.Cli.Commands;

/// <summary>One command as data: the parser, the help, the man page, the completions and docs/commands.md all read this.</summary>
/// <param name="Name">The word that people type.</param>
/// <param name="Summary">What it does, in one line without a final stop.</param>
internal sealed record Command(string Name, string Summary)
{
    /// <summary>Operands as the usage line shows them; empty where there are none.</summary>
    public string Operands { get; init; } = "";

    /// <summary>Fewest operands that make sense.</summary>
    public int Fewest { get; init; }

    /// <summary>Most operands that make sense.</summary>
    public int Most { get; init; }

    /// <summary>What completions offer for an operand.</summary>
    public Completion Completes { get; init; } = Completion.None;

    /// <summary>Paragraphs for the help and the man page.</summary>
    public string[] Details { get; init; } = [];

    /// <summary>Flags of its own, besides <see cref="Flags.Everywhere"/>.</summary>
    public Flag[] Flags { get; init; } = [];

    /// <summary>At least one each; the tests hold us to it.</summary>
    public Example[] Examples { get; init; } = [];

    /// <summary>Commands below this one; then this one does nothing by itself.</summary>
    public Command[] Commands { get; init; } = [];

    /// <summary>The hand that does it; null where <see cref="Commands"/> do.</summary>
    public Func<Invocation, int>? Run { get; init; }

    /// <summary>Every command below this one that does something, with its whole name.</summary>
    public IEnumerable<(string Name, Command Command)> Leaves =>
        Commands.SelectMany(c => c.Commands.Length == 0 ? [(c.Name, c)] : c.Leaves.Select(l => ($"{c.Name} {l.Name}", l.Command)));
}

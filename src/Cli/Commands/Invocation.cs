namespace Pith.Cli.Commands;

/// <summary>A parsed command line: which command, which flags with which words, which operands, and where it runs.</summary>
internal sealed class Invocation
{
    /// <summary>The command.</summary>
    public required Command Command { get; init; }

    /// <summary>Its whole name, such as <c>store put</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The last word given for each flag; empty for a switch.</summary>
    public required IReadOnlyDictionary<Flag, string> Given { get; init; }

    /// <summary>The words that are no flags.</summary>
    public required IReadOnlyList<string> Operands { get; init; }

    /// <summary>Streams, terminal and environment.</summary>
    public required Surroundings Around { get; init; }

    /// <summary>The same with other words, as if they had been on the command line.</summary>
    public Invocation With(Action<Dictionary<Flag, string>> change)
    {
        var given = new Dictionary<Flag, string>(Given);
        change(given);
        return new Invocation { Command = Command, Name = Name, Given = given, Operands = Operands, Around = Around };
    }

    /// <summary>The same in other surroundings.</summary>
    public Invocation In(Surroundings around) => new() { Command = Command, Name = Name, Given = Given, Operands = Operands, Around = around };

    /// <summary>Whether the flag was given.</summary>
    public bool Has(Flag flag) => Given.ContainsKey(flag);

    /// <summary>The word given for a flag, or null.</summary>
    public string? Word(Flag flag) => Given.GetValueOrDefault(flag);

    /// <summary>Every word given for a flag that may be given several times, in order.</summary>
    public string[] Words(Flag flag) => Given.TryGetValue(flag, out var words) ? words.Split(Between) : [];

    /// <summary>Stands between the words of a flag that was given several times; no argument can hold it.</summary>
    internal const char Between = '\0';
}

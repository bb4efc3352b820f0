namespace Pith.Cli.Commands;

/// <summary>One flag as data.</summary>
/// <param name="Name">Long name without dashes.</param>
/// <param name="Summary">What it does, in one line without a final stop.</param>
internal sealed record Flag(string Name, string Summary)
{
    /// <summary>Short form, or NUL.</summary>
    public char Short { get; init; }

    /// <summary>Name of its value as help shows it; null for a switch.</summary>
    public string? Value { get; init; }

    /// <summary>Whether it may stand without its value, at the end or before another flag; then the value is empty.</summary>
    public bool IsValueOptional { get; init; }

    /// <summary>The only values it takes; empty where any will do.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>Whether the value is a comma-separated list of choices.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it may be given several times, and every word counts.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether all words up to the next flag are values of it.</summary>
    public bool TakesAll { get; init; }

    /// <summary>What happens without it; empty where nothing needs saying.</summary>
    public string Default { get; init; } = "";

    /// <summary>A value that errors may show as an example.</summary>
    public string Sample { get; init; } = "";

    /// <summary>What a shell offers for the value.</summary>
    public Completion Completes { get; init; } = Completion.None;

    /// <summary><c>-o, --output FILE</c>, as help shows it.</summary>
    public string Form => $"{(Short == 0 ? "" : $"-{Short}, ")}--{Name}{(Value is null ? "" : $" {Value}")}";

    /// <summary>The summary with choices and default.</summary>
    public string Whole
    {
        get
        {
            var choices = Choices.Length == 0 ? "" : $": {string.Join(", ", Choices)}";
            return $"{Summary}{choices}{(Default.Length == 0 ? "" : $" (default: {Default})")}";
        }
    }
}

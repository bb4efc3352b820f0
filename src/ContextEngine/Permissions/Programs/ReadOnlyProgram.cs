using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The arguments with which a program only reads.</summary>
/// <param name="Name">The program.</param>
internal sealed record ReadOnlyProgram(string Name)
{
    private static readonly SearchValues<char> _letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    /// <summary>Letters of short options that write or run something.</summary>
    public string ShortRefused { get; init; } = "";

    /// <summary>Long options that write or run something; programs take any beginning of one for it, so we do too.</summary>
    public string[] LongRefused { get; init; } = [];

    /// <summary>The most operands with which it reads; one more may be an output.</summary>
    public int MostOperands { get; init; } = int.MaxValue;

    /// <summary>Whether its operands are files.</summary>
    public bool TakesPaths { get; init; } = true;

    /// <summary>Whether its first operand is a pattern.</summary>
    public bool PatternFirst { get; init; }

    /// <summary>Letters of short options whose value may be the next word, which is then no file.</summary>
    public string Valued { get; init; } = "";

    /// <summary>A further look at the words after the name; a reason where they are refused.</summary>
    public Func<IReadOnlyList<ShellWord>, string?>? Further { get; init; }

    /// <summary>A look at options that are harmless one by one; a reason where they are not together. What else the words are says nothing.</summary>
    public Func<IReadOnlyList<ShellWord>, string?>? Together { get; init; }

    private bool IsWary => ShortRefused.Length + LongRefused.Length > 0 || MostOperands < int.MaxValue || Further is not null;

    /// <summary>Why these arguments are not read-only, or null.</summary>
    public string? WhyNot(IReadOnlyList<ShellWord> arguments)
    {
        var (operands, options, isValue) = (0, true, false);
        foreach (var word in arguments)
        {
            if (!word.IsLiteral && IsWary && !NamesItsOption(word) && (word.MayBeOption || word.Splits || MostOperands < int.MaxValue))
                return $"{word.Text} may turn out to be an option of {Name}";
            var isOperand = !isValue;
            isValue = isOperand && options && TakesNext(word);
            if (!options || !word.Text.StartsWith('-') || word.Text == "-")
                operands += isOperand ? 1 : 0;
            else if (word.Text == "--")
                options = false;
            else if (Refuses(word.Text))
                return $"{Name} {word.Text} does more than read";
        }

        return operands > MostOperands ? $"{Name} writes to its last operand" : Further?.Invoke(arguments) ?? Together?.Invoke(arguments);
    }

    /// <summary>Whether the word behind an option is its value, whatever it looks like.</summary>
    public bool TakesNext(ShellWord option) => option is { IsLiteral: true, Text: ['-', var letter] } && Valued.Contains(letter);

    /// <summary>Whether all that the shell can make of a word are values of one long option, as of <c>--include=*.cs</c>.</summary>
    private bool NamesItsOption(ShellWord word) => Further is null && !word.Has(WordTraits.Splits) && word.Text.StartsWith("--", StringComparison.Ordinal)
        && word.Text.IndexOf('=', StringComparison.Ordinal) is > 2 and var end && !word.Text.AsSpan(2, end - 2).ContainsAnyExcept(_letters);

    private bool Refuses(string option)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal))
            return option.AsSpan(1).ContainsAny(ShortRefused);
        var name = option.Split('=')[0];
        return LongRefused.Any(refused => refused.StartsWith(name, StringComparison.Ordinal));
    }
}

using Pith.Cli.Commands;

namespace Pith.Cli.Arguments;

/// <summary>Reads the flags of one command, anywhere between its operands.</summary>
/// <param name="name">The command's whole name, for errors.</param>
/// <param name="command">The command.</param>
internal sealed class FlagReader(string name, Command command)
{
    private IEnumerable<Flag> Flags => command.Flags.Concat(Commands.Flags.Everywhere);

    /// <summary>Reads the words to their end: flags with their values, and what is neither.</summary>
    public void Read(Queue<string> rest, Dictionary<Flag, string> given, List<string> operands)
    {
        while (rest.TryDequeue(out var word))
        {
            if (word == "--")
            {
                operands.AddRange(rest);
                return;
            }

            if (word.Length < 2 || word[0] != '-')
            {
                operands.Add(word);
                continue;
            }

            var (flag, attached) = word[1] == '-' ? Long(word) : Short(word);
            Take(flag, flag.Value is null ? Switch(flag, attached) : attached ?? Next(flag, rest), given);
            while (flag.TakesAll && attached is null && rest.TryPeek(out var more) && !more.StartsWith('-'))
                Take(flag, rest.Dequeue(), given);
        }
    }

    private static void Take(Flag flag, string value, Dictionary<Flag, string> given)
    {
        CheckChoice(flag, value);
        given[flag] = flag.IsRepeated && given.TryGetValue(flag, out var before) ? $"{before}{Invocation.Between}{value}" : value;
    }

    private (Flag Flag, string? Attached) Long(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var wanted = equals < 0 ? word[2..] : word[2..equals];
        foreach (var flag in Flags)
            if (flag.Name == wanted)
                return (flag, equals < 0 ? null : word[(equals + 1)..]);
        throw Unknown($"--{wanted}");
    }

    private (Flag Flag, string? Attached) Short(string word)
    {
        foreach (var flag in Flags)
            if (flag.Short == word[1] && (flag.Value is not null || word.Length == 2))
                return (flag, word.Length == 2 ? null : word[2] == '=' ? word[3..] : word[2..]);
        throw Unknown(word);
    }

    private Failure Unknown(string word)
    {
        var program = name.Length == 0 ? "pith" : $"pith {name}";
        var nearest = Suggestion.For(word, Flags.Select(f => $"--{f.Name}"));
        return Failure.Usage($"'{program}' has no flag {Failure.Shown(word)}; {(nearest is null ? "" : $"did you mean {nearest}? ")}'{program} --help' lists them");
    }

    private static string Switch(Flag flag, string? attached) =>
        attached is null ? "" : throw Failure.Usage($"--{flag.Name} is a switch and takes no value; leave '={Failure.Shown(attached)}' out");

    /// <summary>Any next word is the value, a negative number too, unless it is itself a flag of the command.</summary>
    private string Next(Flag flag, Queue<string> rest)
    {
        if (flag.IsValueOptional && (!rest.TryPeek(out var next) || next.StartsWith('-')))
            return "";
        var sample = flag.Sample.Length > 0 ? flag.Sample : flag.Choices.FirstOrDefault(flag.Value!);
        if (!rest.TryDequeue(out var word))
            throw Failure.Usage($"--{flag.Name} needs a value, for example --{flag.Name} {sample}");
        if (Flags.Any(f => word == $"--{f.Name}" || word.StartsWith($"--{f.Name}=", StringComparison.Ordinal) || f.Short != 0 && word == $"-{f.Short}"))
            throw Failure.Usage($"--{flag.Name} needs a value, for example --{flag.Name} {sample}, but the next word is the flag {Failure.Shown(word)} of 'pith {name}'");
        return word;
    }

    private static void CheckChoice(Flag flag, string value)
    {
        if (flag.Choices.Length == 0)
            return;
        var words = flag.IsList ? value.Split(',', StringSplitOptions.TrimEntries) : [value];
        foreach (var word in words)
        {
            if (flag.Choices.Contains(word, StringComparer.Ordinal) || flag.IsList && word == "all")
                continue;
            var nearest = Suggestion.For(word, flag.Choices);
            throw Failure.Usage($"--{flag.Name} does not know '{Failure.Shown(word)}'; {(nearest is null ? "" : $"did you mean {nearest}? ")}it takes {(flag.IsList ? "any of " : "")}{string.Join(", ", flag.Choices)}");
        }
    }
}

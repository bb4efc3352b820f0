using Pith.Cli.Commands;

namespace Pith.Cli.Arguments;

/// <summary>Words to an <see cref="Invocation"/>, by the table alone. What the words mean is the verb's business.</summary>
internal static class CommandLine
{
    /// <summary>Parses a command line; throws a <see cref="Failure"/> of one sentence when it makes no sense.</summary>
    public static Invocation Parse(string[] args, Surroundings around)
    {
        var rest = new Queue<string>(args);
        var (name, command) = IsAsk(args) ? ("print", AgentCommand.Ask) : IsChat(args) ? ("chat", AgentCommand.Chat) : ("", Root);
        while (command.Commands.Length > 0 && rest.TryPeek(out var word) && !word.StartsWith('-'))
        {
            command = Find(word, name, command.Commands);
            name = name.Length == 0 ? command.Name : $"{name} {command.Name}";
            rest.Dequeue();
        }

        var given = new Dictionary<Flag, string>();
        var operands = new List<string>();
        ReadWords(name, command, rest, given, operands);
        var invocation = new Invocation { Name = name, Command = command, Given = given, Operands = operands, Around = around };
        if (!given.ContainsKey(Flags.Help))
            Check(invocation);
        return invocation;
    }

    /// <summary>The program itself, so that it is parsed and helped like any command.</summary>
    public static Command Root { get; } = new("pith", "turns the history of an AI agent into the smallest context that lets it go on")
    {
        Operands = "COMMAND",
        Commands = CommandTable.All,
        Flags = [Flags.Version],
    };

    /// <summary>The command of that name, or a failure that names the nearest.</summary>
    public static Command Find(string word, string parent, Command[] commands)
    {
        foreach (var command in commands)
            if (command.Name == word)
                return command;
        var program = parent.Length == 0 ? "pith" : $"pith {parent}";
        var nearest = Suggestion.For(word, commands.Select(c => c.Name));
        throw Failure.Usage($"there is no command '{program} {Shown(word)}'; {(nearest is null ? "" : $"did you mean '{program} {nearest}'? ")}'{program} --help' lists them");
    }

    /// <summary>Flags come first there, so no word names the command: <c>pith --model haiku -p hello</c>. The Agent SDK leaves -p out.</summary>
    private static bool IsAsk(string[] args) =>
        args is [['-', ..], ..] && args.TakeWhile(word => word != "--").Any(word => word is "-p" or "--print" or "--input-format" or "--input-format=stream-json");

    /// <summary>No command is named: nothing at all, a flag of a conversation, or a prompt, which a word alone is not, since it may be a command's name with a slip.</summary>
    private static bool IsChat(string[] args) => args switch
    {
        [] => true,
        [['-', '-'], ..] => true,
        [['-', '-', .. var name], ..] => AgentCommand.Chat.Flags.Any(f => f.Name == name.Split('=')[0]),
        [['-', var letter, ..], ..] => AgentCommand.Chat.Flags.Any(f => f.Short == letter),
        [var words, ..] => words.Any(char.IsWhiteSpace),
    };

    private static void ReadWords(string name, Command command, Queue<string> rest, Dictionary<Flag, string> given, List<string> operands)
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

            var (flag, attached) = word[1] == '-' ? Long(name, command, word) : Short(name, command, word);
            var value = flag.Value is null ? Switch(flag, attached) : attached ?? Next(name, command, flag, rest);
            CheckChoice(flag, value);
            given[flag] = flag.IsRepeated && given.TryGetValue(flag, out var before) ? $"{before}{Invocation.Between}{value}" : value;
        }
    }

    private static (Flag Flag, string? Attached) Long(string name, Command command, string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var wanted = equals < 0 ? word[2..] : word[2..equals];
        foreach (var flag in AllFlags(command))
            if (flag.Name == wanted)
                return (flag, equals < 0 ? null : word[(equals + 1)..]);
        throw Unknown(name, command, $"--{wanted}");
    }

    private static (Flag Flag, string? Attached) Short(string name, Command command, string word)
    {
        foreach (var flag in AllFlags(command))
            if (flag.Short == word[1] && (flag.Value is not null || word.Length == 2))
                return (flag, word.Length == 2 ? null : word[2] == '=' ? word[3..] : word[2..]);
        throw Unknown(name, command, word);
    }

    private static Failure Unknown(string name, Command command, string word)
    {
        var program = name.Length == 0 ? "pith" : $"pith {name}";
        var nearest = Suggestion.For(word, AllFlags(command).Select(f => $"--{f.Name}"));
        return Failure.Usage($"'{program}' has no flag {Shown(word)}; {(nearest is null ? "" : $"did you mean {nearest}? ")}'{program} --help' lists them");
    }

    private static string Switch(Flag flag, string? attached) =>
        attached is null ? "" : throw Failure.Usage($"--{flag.Name} is a switch and takes no value; leave '={Shown(attached)}' out");

    /// <summary>Any next word is the value, a negative number too, unless it is itself a flag of the command.</summary>
    private static string Next(string name, Command command, Flag flag, Queue<string> rest)
    {
        if (flag.IsValueOptional && (!rest.TryPeek(out var next) || next.StartsWith('-')))
            return "";
        var sample = flag.Sample.Length > 0 ? flag.Sample : flag.Choices.FirstOrDefault(flag.Value!);
        if (!rest.TryDequeue(out var word))
            throw Failure.Usage($"--{flag.Name} needs a value, for example --{flag.Name} {sample}");
        if (AllFlags(command).Any(f => word == $"--{f.Name}" || word.StartsWith($"--{f.Name}=", StringComparison.Ordinal) || f.Short != 0 && word == $"-{f.Short}"))
            throw Failure.Usage($"--{flag.Name} needs a value, for example --{flag.Name} {sample}, but the next word is the flag {Shown(word)} of 'pith {name}'");
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
            throw Failure.Usage($"--{flag.Name} does not know '{Shown(word)}'; {(nearest is null ? "" : $"did you mean {nearest}? ")}it takes {(flag.IsList ? "any of " : "")}{string.Join(", ", flag.Choices)}");
        }
    }

    private static void Check(Invocation invocation)
    {
        var (command, name) = (invocation.Command, invocation.Name);
        var count = invocation.Operands.Count;
        if (command.Run is null && !invocation.Has(Flags.Version))
        {
            if (count > 0)
                Find(invocation.Operands[0], name, command.Commands);
            throw Failure.Usage($"say what to do: {(name.Length == 0 ? "pith" : $"pith {name}")} {string.Join('|', command.Commands.Select(c => c.Name))}; 'pith --help' explains each");
        }

        if (command.Completes == Completion.File && invocation.Operands.Any(IsNoName) || invocation.Given.Any(g => g.Key.Completes == Completion.File && IsNoName(g.Value)))
            throw Failure.Usage($"'pith {name}' was given an empty name for a file; quote a variable only where it is set");
        if (count < command.Fewest)
            throw Failure.Usage($"'pith {name}' needs {command.Operands}, for example: {command.Examples[0].Line}");
        if (count > command.Most)
            throw Failure.Usage($"'pith {name}' takes {(command.Most == 0 ? "no operand" : command.Operands)}, so '{Shown(invocation.Operands[command.Most])}' is one word too many; quote names that hold spaces");
    }

    /// <summary>What no system takes for a file's name.</summary>
    private static bool IsNoName(string word) => word.Length == 0 || word.Contains('\0');

    private static IEnumerable<Flag> AllFlags(Command command) => command.Flags.Concat(Flags.Everywhere);

    /// <summary>A user's word as an error may show it: short, and with no control characters that could confuse a terminal.</summary>
    public static string Shown(string word)
    {
        const int longest = 60;
        var shown = new System.Text.StringBuilder();
        foreach (var c in word.Length > longest ? word[..longest] + "…" : word)
            shown.Append(char.IsControl(c) ? '?' : c);
        return shown.ToString();
    }
}

using Pith.Cli.Arguments;
using Pith.Cli.Commands;

namespace Pith.Cli.Tables;

/// <summary>Words to an <see cref="Invocation"/>, by the table alone. What the words mean is the verb's business.</summary>
internal static class CommandLine
{
    /// <summary>Parses a command line; throws a <see cref="Failure"/> of one sentence when it makes no sense.</summary>
    public static Invocation Parse(string[] args, Surroundings around)
    {
        var rest = new Queue<string>(args);
        var (name, command) = IsAsk(args) ? ("print", AgentCommand.Ask) : IsChat(args) ? ("chat", AgentCommand.Chat) : ("", CommandTable.Root);
        while (command.Commands.Length > 0 && rest.TryPeek(out var word) && !word.StartsWith('-'))
        {
            command = CommandName.Find(word, name, command.Commands);
            name = name.Length == 0 ? command.Name : $"{name} {command.Name}";
            rest.Dequeue();
        }

        var given = new Dictionary<Flag, string>();
        var operands = new List<string>();
        new FlagReader(name, command).Read(rest, given, operands);
        var invocation = new Invocation { Name = name, Command = command, Given = given, Operands = operands, Around = around };
        if (!given.ContainsKey(Flags.Help))
            Check(invocation);
        return invocation;
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

    private static void Check(Invocation invocation)
    {
        var (command, name) = (invocation.Command, invocation.Name);
        var count = invocation.Operands.Count;
        if (command.Run is null && !invocation.Has(Flags.Version))
        {
            if (count > 0)
                CommandName.Find(invocation.Operands[0], name, command.Commands);
            throw Failure.Usage($"say what to do: {(name.Length == 0 ? "pith" : $"pith {name}")} {string.Join('|', command.Commands.Select(c => c.Name))}; 'pith --help' explains each");
        }

        if (command.Completes == Completion.File && invocation.Operands.Any(IsNoName) || invocation.Given.Any(g => g.Key.Completes == Completion.File && (g.Key.IsRepeated ? g.Value.Split(Invocation.Between) : [g.Value]).Any(IsNoName)))
            throw Failure.Usage($"'pith {name}' was given an empty name for a file; quote a variable only where it is set");
        if (count < command.Fewest)
            throw Failure.Usage($"'pith {name}' needs {command.Operands}, for example: {command.Examples[0].Line}");
        if (count > command.Most)
            throw Failure.Usage($"'pith {name}' takes {(command.Most == 0 ? "no operand" : command.Operands)}, so '{Failure.Shown(invocation.Operands[command.Most])}' is one word too many; quote names that hold spaces");
    }

    /// <summary>What no system takes for a file's name.</summary>
    private static bool IsNoName(string word) => word.Length == 0 || word.Contains('\0');
}

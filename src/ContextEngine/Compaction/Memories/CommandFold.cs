using System.Runtime.InteropServices;
using System.Text;
using Pith.Conversations;

namespace Pith.Compaction.Memories;

/// <summary>Commands by their words.</summary>
internal sealed class CommandFold
{
    private readonly Dictionary<string, (RunCommand Run, int Order)> _commands = new(StringComparer.Ordinal);
    private int _order;

    public IReadOnlyList<RunCommand> All => [.. _commands.Values.OrderBy(c => c.Order).Select(c => c.Run)];

    public void Call(ContextIndex index, int i, int turn)
    {
        if (NameOf(index, i) is not { } command)
            return;
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_commands, command, out _);
        entry = (new RunCommand(command, turn, (entry.Run?.Runs ?? 0) + 1, null, ""), _order++);
    }

    public void Result(ContextIndex index, int i)
    {
        if (NameOf(index, index.Blocks[i].Partner) is not { } command || !_commands.TryGetValue(command, out var entry))
            return;
        var outcome = Encoding.UTF8.GetString(Signature.Of(index.Text(i)));
        _commands[command] = (entry.Run with { Failed = index.Blocks[i].Has(BlockFlags.Error), Outcome = outcome }, entry.Order);
    }

    private static string? NameOf(ContextIndex index, int call) =>
        index.Blocks[call] is { Work: ToolKind.Shell, Subject: >= 0 and var subject } ? Encoding.UTF8.GetString(index.Symbol(subject)) : null;
}

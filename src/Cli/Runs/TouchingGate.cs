using Pith.Agents;
using Pith.Instructions;
using Pith.Permissions;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>Tells the instructions which files are read and changed: some are about those alone.</summary>
internal sealed class TouchingGate(CallGate gate, InstructionVoice instructions, Workspace workspace)
{
    public async ValueTask<GateAnswer> DecideAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel)
    {
        var answer = await gate(tool, call, needs, cancel).ConfigureAwait(false);
        if (answer.Allowed)
            foreach (var need in answer.Input is { } input ? tool.Needs(call with { Input = input }) : needs)
                if (need.Kind is NeedKind.ReadPath or NeedKind.WritePath && workspace.TryResolve(need.Subject, out var full))
                    instructions.Touch(full);
        return answer;
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using Pith.Providers;
using Pith.Store;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>Runs the calls of one answer: those that only read side by side, every other one alone and in its order.</summary>
internal sealed class CallRunner(IReadOnlyList<ITool> tools, CallGate gate, LoopHook hook, BlobStore? store)
{
    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(t => t.Spec.Name, StringComparer.Ordinal);

    /// <summary>Runs all calls; afterwards <paramref name="results"/> holds one block for each, in the order of the calls.</summary>
    public async IAsyncEnumerable<AgentEvent> RunAsync(IReadOnlyList<ToolCall> asked, CallResults results, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (calls, all) = (asked.ToArray(), new List<ToolResult>());
        for (var start = 0; start < calls.Length;)
        {
            var end = start + 1;
            while (IsReadOnly(calls[start]) && end < calls.Length && IsReadOnly(calls[end]))
                end++;
            var running = new List<(Task<ToolResult> Result, bool Runs)>();
            for (var i = start; i < end; i++)
            {
                var answer = results.Stop is { } ended ? GateAnswer.Deny($"not run: {ended}") : await DecideAsync(calls[i], cancel).ConfigureAwait(false);
                calls[i] = answer.Input is { } input ? calls[i] with { Input = input } : calls[i];
                results.Notes.AddRange(answer.Notes);
                results.Stop ??= answer.Stop;
                yield return answer.Allowed ? new AgentEvent.CallBegan(calls[i]) : new AgentEvent.CallRefused(calls[i], answer.Reason);
                running.Add(answer.Allowed ? (RunAsync(calls[i], cancel), true) : (Task.FromResult(Error(answer.Reason)), false));
            }

            for (var i = start; i < end; i++)
            {
                var seen = ResultPreview.Of(calls[i], await running[i - start].Result.ConfigureAwait(false), store);
                if (running[i - start].Runs)
                    seen = await HeardAsync(calls[i], seen, results, cancel).ConfigureAwait(false);
                all.Add(seen);
                results.Blocks.Add(MessageBytes.Result(calls[i].Id, seen.Text.Span, seen.IsError));
                yield return new AgentEvent.CallEnded(calls[i], seen);
            }

            start = end;
        }

        var heard = await hook(new LoopMoment.AllCalled(calls, all), cancel).ConfigureAwait(false);
        results.Notes.AddRange(heard.Context);
        results.Stop ??= heard.Stop ?? heard.Block;
    }

    /// <summary>Whether a call of the answer can change anything, so that the log must be safe before.</summary>
    public bool HasEffects(IReadOnlyList<ToolCall> calls) => calls.Any(c => !IsReadOnly(c));

    public static ToolResult Error(string sentence) => new(Encoding.UTF8.GetBytes(sentence), true);

    private bool IsReadOnly(ToolCall call) => !_tools.TryGetValue(call.Name, out var tool) || tool.ReadsOnly(call);

    private async ValueTask<GateAnswer> DecideAsync(ToolCall call, CancellationToken cancel)
    {
        if (!_tools.TryGetValue(call.Name, out var tool))
            return GateAnswer.Deny(_tools.Count == 0 ? "there are no tools in this session; answer without one" : $"there is no tool {call.Name}; there are {string.Join(", ", _tools.Keys)}");
        return await gate(tool, call, tool.Needs(call), cancel).ConfigureAwait(false);
    }

    private async ValueTask<ToolResult> HeardAsync(ToolCall call, ToolResult seen, CallResults results, CancellationToken cancel)
    {
        var heard = await hook(new LoopMoment.Called(call, _tools[call.Name].Needs(call), seen), cancel).ConfigureAwait(false);
        results.Notes.AddRange(heard.Context);
        results.Stop ??= heard.Stop;
        return heard.Output is { } output ? ResultPreview.Of(call, seen with { Text = output }, store) : seen;
    }

    private Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel) => _tools[call.Name].RunAsync(call, cancel);
}

using System.Runtime.CompilerServices;
using System.Text;
using Pith.Providers;
using Pith.Store;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>Runs the calls of one answer: those that only read side by side, every other one alone and in its order.</summary>
internal sealed class CallRunner(IReadOnlyList<ITool> tools, CallGate gate, BlobStore? store)
{
    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(t => t.Spec.Name, StringComparer.Ordinal);

    /// <summary>Runs all calls; afterwards <paramref name="results"/> holds one block for each, in the order of the calls.</summary>
    public async IAsyncEnumerable<AgentEvent> RunAsync(IReadOnlyList<ToolCall> calls, List<byte[]> results, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var start = 0; start < calls.Count;)
        {
            var end = start + 1;
            while (IsReadOnly(calls[start]) && end < calls.Count && IsReadOnly(calls[end]))
                end++;
            var running = new List<Task<ToolResult>>();
            for (var i = start; i < end; i++)
            {
                var denied = await DenialAsync(calls[i], cancel).ConfigureAwait(false);
                yield return denied is null ? new AgentEvent.CallBegan(calls[i]) : new AgentEvent.CallRefused(calls[i], denied);
                running.Add(denied is null ? RunAsync(calls[i], cancel) : Task.FromResult(Error(denied)));
            }

            for (var i = start; i < end; i++)
            {
                var seen = ResultPreview.Of(calls[i], await running[i - start].ConfigureAwait(false), store);
                results.Add(MessageBytes.Result(calls[i].Id, seen.Text.Span, seen.IsError));
                yield return new AgentEvent.CallEnded(calls[i], seen);
            }

            start = end;
        }
    }

    /// <summary>Whether a call of the answer can change anything, so that the log must be safe before.</summary>
    public bool HasEffects(IReadOnlyList<ToolCall> calls) => calls.Any(c => !IsReadOnly(c));

    public static ToolResult Error(string sentence) => new(Encoding.UTF8.GetBytes(sentence), true);

    private bool IsReadOnly(ToolCall call) => !_tools.TryGetValue(call.Name, out var tool) || tool.ReadsOnly(call);

    private async ValueTask<string?> DenialAsync(ToolCall call, CancellationToken cancel)
    {
        if (!_tools.TryGetValue(call.Name, out var tool))
            return _tools.Count == 0 ? "there are no tools in this session; answer without one" : $"there is no tool {call.Name}; there are {string.Join(", ", _tools.Keys)}";
        var answer = await gate(tool, call, tool.Needs(call), cancel).ConfigureAwait(false);
        return answer.Allowed ? null : answer.Reason;
    }

    private Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel) => _tools[call.Name].RunAsync(call, cancel);
}

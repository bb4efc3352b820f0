using System.Runtime.CompilerServices;
using System.Text;
using Pith.Agents;
using Pith.Cli.Schemas;

namespace Pith.Cli.Runs;

/// <summary>A run whose last answer must fit a schema: one that does not is sent back with the reason, a few times.</summary>
/// <param name="loop">The loop.</param>
/// <param name="schema">The schema.</param>
internal sealed class StructuredRun(AgentLoop loop, AnswerSchema schema)
{
    /// <summary>How often an answer is asked for again.</summary>
    public const int Most = 3;

    /// <summary>The value that fits, JSON; empty where none did.</summary>
    public byte[] Value { get; private set; } = [];

    /// <summary>What was wrong with the last answer; empty where it fits, or where there was none.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Works until an answer fits. The events are those of the loop, but that it ends once.</summary>
    public async IAsyncEnumerable<AgentEvent> RunAsync(UserPrompt prompt, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            var run = new RunSoFar();
            AgentEvent.Ended? end = null;
            await foreach (var found in loop.RunAsync(prompt, cancel).ConfigureAwait(false))
            {
                run.Take(found);
                end = found as AgentEvent.Ended;
                if (end is null)
                    yield return found;
            }

            Problem = "";
            if (end is { Reason: EndReason.Done })
            {
                (var value, Problem) = schema.Read(run.Text);
                Value = value ?? [];
            }

            if (Problem.Length == 0 || attempt == Most)
            {
                if (end is not null)
                    yield return Problem.Length == 0 ? end : end with { Reason = EndReason.Misfit, Message = $"the answer does not fit the schema, after {Most + 1} attempts: {Problem}" };
                yield break;
            }

            prompt = UserPrompt.Of(Encoding.UTF8.GetBytes($"That does not fit the schema: {Problem}. Answer again with the JSON value alone."));
        }
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Providers.Wire;
using Pith.Transcripts;

namespace Pith.Providers.Scripts;

/// <summary>A model that says what a script says, offline: for demonstrations, replays and tests.</summary>
/// <param name="answers">What it says, in order.</param>
/// <param name="name">The script's name, for the error at its end.</param>
public sealed class ScriptProvider(IReadOnlyList<ScriptedAnswer> answers, string name) : IModelProvider
{
    private int _next;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancel.ThrowIfCancellationRequested();
        if (Prefix.Broken(request.Guard, [default, default, .. request.Messages]) is { } broken)
        {
            yield return broken;
            yield break;
        }

        if (_next == answers.Count)
        {
            yield return new ModelEvent.Failed(FaultKind.Script, $"{name} has no answer left after {_next}; write a line for each answer", 0);
            yield break;
        }

        var answer = answers[_next++];
        if (answer.Fault is { } fault)
        {
            yield return fault;
            yield break;
        }

        yield return new ModelEvent.Started(string.Create(CultureInfo.InvariantCulture, $"msg_script_{Script.Play}_{_next:D5}"), request.Head.Model);
        for (var i = 0; i < answer.Blocks.Count; i++)
            foreach (var found in Events(i, answer.Blocks[i]))
                yield return found;
        yield return new ModelEvent.Spent(answer.Usage);
        yield return new ModelEvent.Stopped(AnthropicStream.ReasonOf(answer.StopWord), answer.StopWord);
        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static List<ModelEvent> Events(int index, ReadOnlyMemory<byte> raw)
    {
        var block = JsonValue.Of(raw.Span);
        var type = block.Field("type"u8);
        var events = new List<ModelEvent>();
        if (type.Is("text"u8))
            events.Add(new ModelEvent.TextDelta(index, JsonText.Bytes(block.Field("text"u8))));
        else if (type.Is("thinking"u8))
            events.Add(new ModelEvent.ThinkingDelta(index, JsonText.Bytes(block.Field("thinking"u8))));
        else if (type.Is("tool_use"u8))
        {
            var (id, name, input) = (JsonText.Word(block.Field("id"u8)), JsonText.Word(block.Field("name"u8)), block.Field("input"u8).Raw.ToArray());
            events.Add(new ModelEvent.CallStarted(index, id, name));
            events.Add(new ModelEvent.CallInput(index, input));
            events.Add(new ModelEvent.CallComplete(index, id, name, input));
        }

        events.Add(new ModelEvent.BlockComplete(index, raw));
        return events;
    }
}

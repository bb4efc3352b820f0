using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Headless.Conversations;
using Pith.Cli.Printing;
using Pith.Cli.Runs;

namespace Pith.Cli.Headless;

/// <summary>Prints an object for each event, as the Claude Code SDK documents them.</summary>
internal sealed class StreamJsonOutput(Surroundings around, RunFacts facts, bool includesPartial = false) : IRunOutput
{
    private RunSoFar _run = new();
    private PartialEvents? _partial;
    private (string, string) _said;

    /// <summary>Says where things stand, at the beginning and whenever they changed since.</summary>
    public void Begin()
    {
        _run = new RunSoFar();
        _partial ??= includesPartial ? new PartialEvents(WritePartial) : null;
        if (_said == (facts.Model, facts.Mode))
            return;
        _said = (facts.Model, facts.Mode);
        Write(json => EventJson.WriteBeginning(json, facts));
    }

    /// <summary>A message of the user's, as it was read.</summary>
    public void Replay(UserLine line) => JsonLine.Write(around.Out, json =>
    {
        json.WriteString("type", "user");
        JsonLine.Raw(json, "message", line.Message);
        json.WriteNull("parent_tool_use_id");
        json.WriteBoolean("isReplay", true);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", line.Id ?? RunFacts.NewId());
    });

    /// <summary>The turn was interrupted.</summary>
    public void Interrupted() => JsonLine.Write(around.Out, json => ResultJson.WriteEnd(json, "interrupted", "aborted_streaming", _run, facts));

    /// <summary>Nothing was asked, since what came cannot be.</summary>
    public void Refused(string problem) => JsonLine.Write(around.Out, json => ResultJson.WriteEnd(json, problem, "invalid_input", new RunSoFar(), facts));

    public void Take(AgentEvent found)
    {
        _run.Take(found);
        if (found is AgentEvent.Answering { Event: var partial })
            _partial?.Take(partial);
        if (found is AgentEvent.Ended ended)
            JsonLine.Write(around.Out, json => ResultJson.Write(json, ended, _run, facts));
        else if (EventJson.Of(found) is { } fill)
            Write(fill);
    }

    private void Write(Action<Utf8JsonWriter> fill) => JsonLine.Write(around.Out, json =>
    {
        fill(json);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", RunFacts.NewId());
    });

    private void WritePartial(Action<Utf8JsonWriter> fill) => Write(json =>
    {
        json.WriteString("type", "stream_event");
        fill(json);
        json.WriteNull("parent_tool_use_id");
    });
}

using System.Text.Json;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>Formats that hold whole runs.</summary>
internal sealed partial class SlowReader
{
    private void TauBench(JsonElement runs)
    {
        foreach (var run in Items(runs))
            Chat(At(run, "traj"));
    }

    private void Tau2(JsonElement results)
    {
        foreach (var simulation in Items(At(results, "simulations")))
            Chat(At(simulation, "messages"));
    }

    /// <summary>The steps repeat the history, so they count only where there is none.</summary>
    private void SweAgent(JsonElement run)
    {
        if (Has(run, "history"))
        {
            Chat(At(run, "history"));
            return;
        }

        foreach (var step in Items(At(run, "trajectory")))
        {
            Turn(Role.Assistant);
            Block(BlockKind.Text, At(step, "response"));
            Turn(Role.User);
            Block(BlockKind.Text, At(step, "observation"));
        }
    }

    private void WhoAndWhen(JsonElement chat)
    {
        foreach (var message in Items(At(chat, "history")))
        {
            Turn(Words(At(message, "role")) is "human" or "user" ? Role.User : Role.Assistant);
            ChatContent(At(message, "content"));
        }
    }

    private void Gemini(JsonElement chat)
    {
        foreach (var message in Items(At(chat, "messages")))
        {
            var type = Words(At(message, "type"));
            if (type is not ("user" or "gemini"))
                continue;
            Turn(type == "user" ? Role.User : Role.Assistant);
            foreach (var thought in Items(At(message, "thoughts")))
                Block(BlockKind.Thinking, At(thought, "description"));
            ChatContent(At(message, "content"));
            var calls = Items(At(message, "toolCalls")).ToList();
            foreach (var call in calls)
                Block(BlockKind.Call, At(call, "args"));
            if (!Has(message, "toolCalls"))
                continue;
            Turn(Role.User);
            foreach (var part in calls.SelectMany(c => Items(At(c, "result"))))
                Result(Words(First(At(part, "functionResponse", "response"), "output", "error") is { ValueKind: not JsonValueKind.Undefined } output ? output : part));
        }
    }

    private void OpenHands(JsonElement run)
    {
        _thread++;
        foreach (var entry in Items(At(run, "history")))
        {
            OpenHandsEvent(entry);
            foreach (var paired in Items(entry)) // older files pair an action and what it brought about
                OpenHandsEvent(paired);
        }
    }

    private void OpenHandsEvent(JsonElement happening)
    {
        var action = Words(At(happening, "action"));
        var call = At(happening, "tool_call_metadata");
        var byAgent = Words(At(happening, "source")) == "agent";
        if (action is "system" or "message" || action == "finish" && !Has(call, "function_name"))
        {
            Turn(action == "system" ? Role.System : byAgent ? Role.Assistant : Role.User, _thread);
            Block(BlockKind.Text, Has(happening, "args", "content") ? At(happening, "args", "content") : At(happening, "message"));
        }
        else if (action.Length > 0 && byAgent)
        {
            Turn(Role.Assistant, _thread);
            if (Has(happening, "args", "thought"))
                Block(BlockKind.Text, At(happening, "args", "thought"));
            Block(BlockKind.Call, At(happening, "args"));
        }
        else if (action.Length == 0 && Words(At(happening, "observation")).Length > 0)
        {
            Turn(Role.User, _thread);
            var isAnswer = Has(call, "tool_call_id") || !Has(happening, "cause") || Words(At(happening, "source")) != "environment";
            Block(isAnswer ? BlockKind.Result : BlockKind.Text, At(happening, "content"));
        }
    }
}

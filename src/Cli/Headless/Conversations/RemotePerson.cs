using System.Text;
using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Permissions.Decisions;
using Pith.Text;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Headless.Conversations;

/// <summary>The person behind a program: what neither rule nor mode decides is asked over the control link.</summary>
/// <param name="link">To the program.</param>
/// <param name="grant">Takes what the answer changes for the calls to come.</param>
/// <param name="interrupt">Ends the turn.</param>
internal sealed class RemotePerson(ControlLink link, Action<JsonElement> grant, Action interrupt) : IPerson
{
    private const string QuestionTool = "AskUserQuestion";

    public async ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel)
    {
        var reply = await link.AskAsync("can_use_tool", json =>
        {
            json.WriteString("tool_name", call.Name);
            if (JsonLine.IsObject(call.Input.Span))
                JsonLine.Raw(json, "input", call.Input.Span);
            else
                json.WriteString("input", call.Input.Span);
            json.WriteStartArray("permission_suggestions");
            json.WriteEndArray();
            json.WriteNull("blocked_path");
            json.WriteString("decision_reason", asked.Reason);
            json.WriteString("tool_use_id", call.Id);
        }, cancel).ConfigureAwait(false);
        if (!reply.Succeeded)
            return Consent.Refused($"not permitted: nobody could be asked ({reply.Error})");
        if (reply.Word("behavior") != "allow")
        {
            if (reply.Response.Says("interrupt"))
                interrupt();
            return Consent.Refused(reply.Word("message") is { Length: > 0 } words ? words : "the user does not permit it");
        }

        if (reply.Response.Given("updatedPermissions") is { } updates)
            grant(updates);
        return reply.Response.Field("updatedInput") is { ValueKind: JsonValueKind.Object } input && !IsSame(input, call)
            ? Consent.Once with { Input = Encoding.UTF8.GetBytes(input.GetRawText()) }
            : Consent.Once;
    }

    public async Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel)
    {
        var reply = await link.AskAsync("can_use_tool", json =>
        {
            json.WriteString("tool_name", QuestionTool);
            json.WriteStartObject("input");
            json.WriteStartArray("questions");
            foreach (var question in questions)
                Write(json, question);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("permission_suggestions");
            json.WriteEndArray();
        }, cancel).ConfigureAwait(false);
        if (!reply.Succeeded || reply.Word("behavior") != "allow" || reply.Response.Field("updatedInput").Field("answers") is not { ValueKind: JsonValueKind.Object } answers)
            return null;
        return [.. questions.Select(q => answers.TryGetProperty(q.Text, out var answer) ? answer.ToString() : "")];
    }

    private static void Write(Utf8JsonWriter json, UserQuestion question)
    {
        json.WriteStartObject();
        json.WriteString("question", question.Text);
        json.WriteString("header", question.Header);
        json.WriteStartArray("options");
        foreach (var option in question.Options)
        {
            json.WriteStartObject();
            json.WriteString("label", option.Label);
            json.WriteString("description", option.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("multiSelect", question.TakesSeveral);
        json.WriteEndObject();
    }

    /// <summary>Programs send the input back as they would write it; only another meaning is another input.</summary>
    private static bool IsSame(JsonElement input, ToolCall call)
    {
        if (!JsonLine.IsObject(call.Input.Span))
            return false;
        using var own = ForeignJson.Parse(call.Input);
        return JsonElement.DeepEquals(own.RootElement, input);
    }
}

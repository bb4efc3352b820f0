using System.Globalization;
using System.Text;
using System.Text.Json;
using Pith.Text;
using Pith.Tools;

namespace Pith.Agents.SubAgents;

/// <summary>What a sub-agent reports: the text of its last answer, and how it ended where that was not of its own accord.</summary>
internal sealed class AgentReport
{
    private string _text = "";
    private AgentEvent.Ended? _end;

    public void Take(AgentEvent found)
    {
        if (found is AgentEvent.Answered { Message.IsEmpty: false } answered && TextOf(answered.Message) is { Length: > 0 } text)
            _text = text;
        else if (found is AgentEvent.Ended ended)
            _end = ended;
    }

    /// <summary>The result of the call.</summary>
    /// <param name="account">Who it was and what it took.</param>
    /// <param name="remark">One sentence more, or empty.</param>
    public ToolResult Of(SubAgentAccount account, string remark)
    {
        var isDone = _end is { Reason: EndReason.Done };
        var text = new StringBuilder(_text);
        if (!isDone)
            text.Append(text.Length > 0 ? "\n\n" : "").Append($"[The agent did not finish: {_end?.Message ?? "it was interrupted"}]");
        else if (text.Length == 0)
            text.Append("[The agent ended without a report.]");
        if (remark.Length > 0)
            text.Append($"\n[{remark}]");
        var took = account.Account;
        text.Append(CultureInfo.InvariantCulture, $"\n[agent {account.Id}, {account.Kind}: {took.Turns} turns, {took.Usage.Input + took.Usage.Produced:N0} tokens{(took.Dollars is { } dollars ? string.Create(CultureInfo.InvariantCulture, $", ${dollars:0.####}") : "")}]");
        return new ToolResult(Encoding.UTF8.GetBytes(text.ToString()), !isDone);
    }

    private static string TextOf(ReadOnlyMemory<byte> message)
    {
        using var document = ForeignJson.Parse(message);
        return document.RootElement.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? string.Join("\n", content.EnumerateArray().Where(b => b.TryGetProperty("type", out var type) && type.ValueEquals("text")).Select(b => b.GetProperty("text").GetString())).Trim()
            : "";
    }
}

using System.Text.Json;

namespace Pith.Tests.Providers;

/// <summary>What chat completions refuse, judged on the body alone with a DOM.</summary>
internal static class ChatRules
{
    public static List<string> Broken(ReadOnlyMemory<byte> body)
    {
        var faults = new List<string>();
        using var document = JsonDocument.Parse(body);
        var open = new HashSet<string>();
        var ids = new HashSet<string>();
        var count = 0;
        foreach (var message in document.RootElement.GetProperty("messages").EnumerateArray())
        {
            count++;
            var role = message.GetProperty("role").GetString()!;
            if (role != "tool" && open.Count > 0)
                faults.Add("a call is not answered by the next messages");
            if (role != "tool")
                open.Clear();
            switch (role)
            {
                case "tool":
                    if (!open.Remove(message.GetProperty("tool_call_id").GetString()!))
                        faults.Add("a result without call");
                    break;
                case "assistant":
                    Assistant(faults, message, ids, open);
                    break;
                case "system" or "user":
                    if (message.GetProperty("content").ValueKind == JsonValueKind.Null)
                        faults.Add("no content");
                    break;
                default:
                    faults.Add($"role {role}");
                    break;
            }
        }

        if (open.Count > 0 || count == 0)
            faults.Add("ends with open calls, or empty");
        return faults;
    }

    private static void Assistant(List<string> faults, JsonElement message, HashSet<string> ids, HashSet<string> open)
    {
        var hasCalls = message.TryGetProperty("tool_calls", out var calls);
        if (!hasCalls && message.GetProperty("content").ValueKind != JsonValueKind.String)
            faults.Add("an assistant message with neither words nor calls");
        if (!hasCalls)
            return;
        foreach (var call in calls.EnumerateArray())
        {
            var id = call.GetProperty("id").GetString()!;
            if (!ids.Add(id) || id.Length > 40)
                faults.Add($"call id {id}");
            open.Add(id);
            using var arguments = JsonDocument.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);
            if (arguments.RootElement.ValueKind != JsonValueKind.Object)
                faults.Add("arguments are no object");
        }
    }
}

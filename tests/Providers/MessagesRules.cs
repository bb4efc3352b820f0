using System.Text.Json;

namespace Pith.Tests.Providers;

/// <summary>What the Messages API refuses, judged on the body alone with a DOM: independent of how it was written.</summary>
internal static class MessagesRules
{
    public static List<string> Broken(ReadOnlyMemory<byte> body)
    {
        var faults = new List<string>();
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        Expect(faults, root.GetProperty("model").GetString() is { Length: > 0 }, "no model");
        Expect(faults, root.GetProperty("max_tokens").GetInt32() > 0, "no max_tokens");
        var declared = new HashSet<string>();
        if (root.TryGetProperty("tools", out var tools))
            foreach (var tool in tools.EnumerateArray())
                Expect(faults, declared.Add(tool.GetProperty("name").GetString()!), "tool declared twice");
        if (root.TryGetProperty("system", out var system))
            foreach (var part in system.EnumerateArray())
                Expect(faults, !string.IsNullOrWhiteSpace(part.GetProperty("text").GetString()), "blank system text");
        Messages(faults, root.GetProperty("messages"), declared);
        return faults;
    }

    private static void Messages(List<string> faults, JsonElement messages, HashSet<string> declared)
    {
        var ids = new HashSet<string>();
        var open = new HashSet<string>();
        var previous = "assistant";
        foreach (var message in messages.EnumerateArray())
        {
            var role = message.GetProperty("role").GetString()!;
            Expect(faults, role is "user" or "assistant", $"role {role}");
            Expect(faults, role != previous, $"two {role} messages in a row");
            previous = role;
            var blocks = message.GetProperty("content").EnumerateArray().ToList();
            Expect(faults, blocks.Count > 0, "a message without blocks");
            var wordsBefore = false;
            foreach (var block in blocks)
                Block(faults, role, block, declared, ids, open, ref wordsBefore);
            Expect(faults, role == "assistant" || open.Count == 0, "a call is not answered by the next message");
            Expect(faults, role == "user" || blocks[^1].GetProperty("type").GetString() != "thinking", "thinking at the end of a message");
        }

        Expect(faults, messages.GetArrayLength() > 0 && previous == "user", "the last message is not the user's");
    }

    private static void Block(List<string> faults, string role, JsonElement block, HashSet<string> declared, HashSet<string> ids, HashSet<string> open, ref bool wordsBefore)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "text":
                Expect(faults, !string.IsNullOrWhiteSpace(block.GetProperty("text").GetString()), "blank text");
                wordsBefore = true;
                break;
            case "thinking":
                Expect(faults, role == "assistant" && block.GetProperty("signature").GetString() is { Length: > 0 }, "thinking without signature");
                break;
            case "tool_use":
                var id = block.GetProperty("id").GetString()!;
                Expect(faults, role == "assistant", "a call of the user");
                Expect(faults, ids.Add(id), $"call id {id} twice");
                Expect(faults, IsName(id, 64), $"call id {id}");
                Expect(faults, open.Add(id), "id open twice");
                Expect(faults, declared.Contains(block.GetProperty("name").GetString()!), "a tool that is not declared");
                Expect(faults, IsName(block.GetProperty("name").GetString()!, 128), "a tool's name");
                Expect(faults, block.GetProperty("input").ValueKind == JsonValueKind.Object, "input is no object");
                break;
            case "tool_result":
                Expect(faults, role == "user" && !wordsBefore, "a result behind words or of the assistant");
                Expect(faults, open.Remove(block.GetProperty("tool_use_id").GetString()!), "a result without call");
                Expect(faults, block.GetProperty("content").GetString() is { Length: > 0 }, "an empty result");
                break;
            case "image":
            case "document":
                var source = block.GetProperty("source");
                Expect(faults, role == "user", "a picture of the assistant");
                Expect(faults, source.GetProperty("type").GetString() is "base64" or "url", "image source");
                if (source.GetProperty("type").GetString() == "base64")
                    Expect(faults, IsPicture(Convert.FromBase64String(source.GetProperty("data").GetString()!), source.GetProperty("media_type").GetString()!), "a picture that is none");
                break;
            case var other:
                faults.Add($"block type {other}");
                break;
        }
    }

    private static bool IsPicture(byte[] bytes, string media) => media switch
    {
        "image/png" => bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) && bytes.Length > 24 && bytes[18] < 0x20,
        "image/jpeg" => bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]),
        "image/gif" => bytes.AsSpan().StartsWith("GIF8"u8),
        "image/webp" => bytes.AsSpan().StartsWith("RIFF"u8),
        "application/pdf" => bytes.AsSpan().StartsWith("%PDF"u8),
        _ => false,
    };

    private static bool IsName(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static void Expect(List<string> faults, bool holds, string fault)
    {
        if (!holds)
            faults.Add(fault);
    }
}

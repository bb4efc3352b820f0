using System.Text;

namespace Pith.Tests.Cli;

/// <summary>A Claude Code session of as many reads as asked for: large enough that small budgets need every tier.</summary>
internal static class SampleSession
{
    public static byte[] Of(int reads)
    {
        var lines = new StringBuilder();
        var uuid = 0;
        Add("user", "\"role\":\"user\",\"content\":\"Find out why the build of widget fails and mend it. Never touch the tests.\"");
        for (var i = 1; i <= reads; i++)
        {
            Add("assistant", $"\"id\":\"msg_{i}\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[{{\"type\":\"tool_use\",\"id\":\"toolu_{i}\",\"name\":\"Read\",\"input\":{{\"file_path\":\"/src/widget/part{i % 7}.c\"}}}}],\"usage\":{{\"input_tokens\":{i},\"cache_creation_input_tokens\":20,\"cache_read_input_tokens\":{i * 100},\"output_tokens\":50}}");
            var text = new StringBuilder();
            for (var j = 1; j <= 60 + i % 7; j++)
                text.Append($"{j,6}\\tint widget_{i % 7}_{j}(int value) {{ return value * {j * 31 + i % 7} + part_{j}; }}\\n");
            Add("user", $"\"role\":\"user\",\"content\":[{{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_{i}\",\"content\":\"{text}\"}}]");
        }

        Add("assistant", "\"id\":\"msg_end\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[{\"type\":\"text\",\"text\":\"The fault is in part3.c.\"}]");
        Add("user", "\"role\":\"user\",\"content\":\"Then mend part3.c.\"");
        return Encoding.UTF8.GetBytes(lines.ToString());

        void Add(string type, string message)
        {
            var parent = uuid == 0 ? "null" : $"\"u{uuid}\"";
            lines.Append($"{{\"parentUuid\":{parent},\"isSidechain\":false,\"type\":\"{type}\",\"message\":{{{message}}},\"uuid\":\"u{++uuid}\",\"timestamp\":\"2026-11-24T10:00:{uuid % 60:00}.000Z\",\"sessionId\":\"s\"}}\n");
        }
    }
}

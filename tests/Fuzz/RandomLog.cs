using System.Text;
using Pith.Tests.Conversations;

namespace Pith.Tests.Fuzz;

/// <summary>
/// A small session as Claude Code, chat completions or an API body would record it, and then what happens to logs: records
/// dropped, doubled, moved, cut short, and bytes changed. The same for the same seed.
/// </summary>
internal static class RandomLog
{
    private static readonly string[] Models = ["claude-opus-4-6", "claude-opus-5-5", "claude-sonnet-4-5", "gpt-5", ""];
    private static readonly string[] Texts =
        ["go on", "You must never push to main.", "", " \\n ", "caf\\u00e9 \\ud83d", "\\u0000 \\u2028", "<system-reminder>x</system-reminder>", "read src/app/Main.cs, then fix ParseHeader", "\\udc00 low", "naïve 文字 🙂"];

    public static byte[] Of(Random random) => random.Next(4) switch
    {
        0 => Body(random),
        _ => Damaged(Records(random), random),
    };

    private static List<string> Records(Random random)
    {
        var model = Models[random.Next(Models.Length)];
        var records = new List<string>();
        var calls = 0;
        for (var turns = random.Next(1, 12); turns > 0; turns--)
        {
            var open = new List<string>();
            var parts = new List<string>();
            for (var n = random.Next(1, 4); n > 0; n--)
                parts.Add(Part(random, open, ref calls));
            if (random.Next(3) > 0)
                records.Add(Record("user", $"\"content\":{(random.Next(3) == 0 ? $"[{Picture(random)}]" : $"\"{Text(random)}\"")}", records.Count));
            records.Add(Record("assistant", $"\"id\":\"m{records.Count}\",\"model\":\"{model}\",\"content\":[{string.Join(',', parts)}]", records.Count));
            foreach (var id in open)
                records.Add(Record("user", $"\"content\":[{Result(random, id)}]", records.Count));
            if (random.Next(20) == 0)
                records.Add($$$$"""{"type":"system","subtype":"compact_boundary","uuid":"b{{{{records.Count}}}}","compactMetadata":{"preservedMessages":{"uuids":["u{{{{records.Count / 2}}}}"]}}}""");
        }

        return records;
    }

    private static string Part(Random random, List<string> open, ref int calls)
    {
        switch (random.Next(6))
        {
            case 0:
                return $$"""{"type":"thinking","thinking":"{{Text(random)}}","signature":"{{(random.Next(9) == 0 ? "" : "sig" + random.Next(99))}}"}""";
            case 1:
                return $$"""{"type":"text","text":"{{Text(random)}}"}""";
            case 2 when random.Next(8) == 0:
                return Picture(random);
            default:
                var id = random.Next(12) == 0 ? "same id!" : $"toolu_{calls++}";
                open.Add(id);
                var input = random.Next(5) switch { 0 => "\"text\"", 1 => $$"""{"file_path":"src/a{{random.Next(3)}}.cs","old_string":"{{Text(random)}}"}""", 2 => "[]", _ => $$"""{"command":"ls {{random.Next(9)}}"}""" };
                return $$"""{"type":"tool_use","id":"{{id}}","name":"{{(random.Next(9) == 0 ? "my tool é" : random.Next(2) == 0 ? "Bash" : "Edit")}}","input":{{input}}}""";
        }
    }

    private static string Result(Random random, string id)
    {
        var text = random.Next(4) == 0 ? string.Concat(Enumerable.Repeat($"line {random.Next(99)} of src/a.cs: error CS0103\\n", random.Next(300))) : Text(random);
        var content = random.Next(6) == 0 ? $$"""[{"type":"text","text":"{{text}}"},{{Picture(random)}}]""" : $"\"{text}\"";
        return $$"""{"type":"tool_result","tool_use_id":"{{id}}","is_error":{{(random.Next(4) == 0 ? "true" : "false")}},"content":{{content}}}""";
    }

    private static string Picture(Random random)
    {
        var data = random.Next(6) switch { 0 => "AA==", 1 => "not base64", 2 => Pictures.Jpeg, 3 => Pictures.PngOf(random.Next(12_000), 5), 4 => "https://example.com/a b.png", _ => Pictures.Png };
        return $$"""{"type":"image","source":{"type":"base64","media_type":"{{(random.Next(5) == 0 ? "image/bmp" : "image/png")}}","data":"{{data}}"} }""";
    }

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static string Record(string role, string message, int number) =>
        $$"""{"type":"{{role}}","uuid":"u{{number}}","timestamp":"2026-11-01T00:00:00Z","message":{"role":"{{role}}",""" + message + "}}";

    private static byte[] Damaged(List<string> records, Random random)
    {
        for (var times = random.Next(2) * random.Next(6); times > 0 && records.Count > 1; times--)
        {
            var at = random.Next(records.Count);
            var record = records[at];
            switch (random.Next(5))
            {
                case 0:
                    records.RemoveAt(at);
                    break;
                case 1:
                    records.Insert(random.Next(records.Count), random.Next(2) == 0 ? record : record.Replace("\"uuid\":\"u", "\"uuid\":\"v", StringComparison.Ordinal));
                    break;
                case 2:
                    records.RemoveAt(at);
                    records.Insert(random.Next(records.Count), record);
                    break;
                case 3:
                    records[at] = record[..random.Next(record.Length)];
                    break;
                default:
                    records.RemoveRange(at, Math.Min(random.Next(4), records.Count - at));
                    break;
            }
        }

        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', records));
        return bytes.Length > 0 && random.Next(4) == 0 ? Mutation.Of(bytes, random) : bytes;
    }

    /// <summary>A request body with system prompt and tools, whose thinking may stay.</summary>
    private static byte[] Body(Random random)
    {
        var messages = Records(random).Where(r => r.Contains("\"message\":", StringComparison.Ordinal)).Select(r => r[(r.IndexOf("\"message\":", StringComparison.Ordinal) + 10)..^1]);
        var tools = random.Next(2) == 0 ? "" : """ "tools":[{"name":"Bash","input_schema":{"type":"object"}}],""";
        return Encoding.UTF8.GetBytes($$"""{"model":"{{Models[random.Next(Models.Length)]}}","max_tokens":9,"system":"be brief",{{tools}}"messages":[{{string.Join(',', messages)}}]}""");
    }
}

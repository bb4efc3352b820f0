using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Summaries;

/// <summary>The request for a summary: the whole context as it stands, and one instruction behind it, so that the provider reads all but the instruction from its cache.</summary>
internal static class SummaryRequest
{
    /// <summary>The headings of a summary; everything else the ledger says better.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["Intent", "Rationale", "Next step"];

    /// <summary>The request body.</summary>
    public static ReadOnlyMemory<byte> Of(View context, IViewWriter form, string instructions, int tokens)
    {
        var asked = new View { Model = context.Model, Tools = context.Tools };
        asked.System.AddRange(context.System);
        asked.ToolNames.UnionWith(context.ToolNames);
        asked.Messages.AddRange(context.Messages);
        var last = asked.Messages[^1];
        asked.Messages[^1] = last with { Blocks = [.. last.Blocks, new ViewBlock { Kind = BlockKind.Text, Text = Instruction(instructions, tokens), CallId = "", Tool = "" }] };
        using var output = new ArrayPoolBufferWriter<byte>(1 << 16);
        form.Write(asked, output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Instruction(string instructions, int tokens)
    {
        var text = new StringBuilder();
        text.Append($"[pith] Do not go on with the work and call no tool. The conversation above is about to be shortened. Code keeps the requests, constraints, files, commands, failures and todos; write only what it cannot know, in at most {tokens} tokens, in plain sentences under these headings:\n");
        text.Append("## Intent\nWhat the user wants in the end, and what for.\n## Rationale\nWhy the work took the course it took; what was decided against, and why.\n## Next step\nThe one thing to do next.\n");
        text.Append("Name files and identifiers exactly as they stand above: a sentence that names anything else is dropped.");
        if (instructions.Length > 0)
            text.Append("\nThe user adds: ").Append(instructions);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

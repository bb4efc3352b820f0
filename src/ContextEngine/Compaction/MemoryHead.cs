using System.Text;
using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>A head in an earlier memory, and what can be said of the lines under it from its title alone.</summary>
/// <param name="Title">As it stood.</param>
/// <param name="Part">Whose words.</param>
/// <param name="Work">What the tool does that they came from.</param>
/// <param name="Subject">The file, where calls after the memory name it too; else -1.</param>
internal readonly record struct MemoryHead(string Title, HistoryPart Part, ToolKind Work, int Subject)
{
    public static MemoryHead Of(ContextIndex index, string title)
    {
        var word = title.Split(' ')[0];
        return title switch
        {
            "user" => new(title, HistoryPart.User, ToolKind.Other, -1),
            "harness" => new(title, HistoryPart.Notice, ToolKind.Other, -1),
            "assistant" => new(title, HistoryPart.Assistant, ToolKind.Other, -1),
            _ when word == "$" => new(title, HistoryPart.Result, ToolKind.Shell, -1),
            _ when title.Length > word.Length && ToolNames.WorkOf(Encoding.UTF8.GetBytes(word)) == ToolKind.Search => new(title, HistoryPart.Result, ToolKind.Search, -1),
            _ when title.Contains('/', StringComparison.Ordinal) || title.Contains('.', StringComparison.Ordinal) => new(title, HistoryPart.Result, ToolKind.Read, SubjectOf(index, Encoding.UTF8.GetBytes(title))),
            _ => new(title, HistoryPart.Result, ToolKind.Other, -1),
        };
    }

    private static int SubjectOf(ContextIndex index, ReadOnlySpan<byte> path)
    {
        foreach (ref readonly var block in index.Blocks)
            if (block.Subject >= 0 && index.Symbol(block.Subject).SequenceEqual(path))
                return block.Subject;
        return -1;
    }
}

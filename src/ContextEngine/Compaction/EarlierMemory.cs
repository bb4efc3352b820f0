using System.Text;
using Pith.Compaction.Wishes;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// A memory block that an earlier compaction wrote, read back: what its ledger holds, and which of its lines stand under
/// which head. Without this each further compaction would take the last one's work for the words of a harness.
/// </summary>
internal sealed class EarlierMemory
{
    private readonly Dictionary<string, List<string>> _sections = new(StringComparer.Ordinal);

    private EarlierMemory()
    {
    }

    /// <summary>The lines of the block in order, each with the head it stands under: empty for the ledger and for what is not content.</summary>
    public List<(Range Line, string Head)> Lines { get; } = [];

    /// <summary>Whether a block is one. Only what stands in the user's turn is believed: no tool can write one.</summary>
    public static bool Is(ContextIndex index, int block) => index.Blocks[block] is { Kind: BlockKind.Text, Role: Role.User } facts
        && facts.Has(BlockFlags.Summary) && index.Text(block).StartsWith(ContextIndex.MemoryMark);

    /// <summary>The memory in a block; null where the block is none.</summary>
    public static EarlierMemory? Of(ContextIndex index, int block)
    {
        if (!Is(index, block))
            return null;
        var memory = new EarlierMemory();
        memory.Read(index.Text(block));
        return memory;
    }

    /// <summary>Items of a section of the ledger; several lines each where requests had them.</summary>
    public IReadOnlyList<string> Items(string section) => _sections.TryGetValue(section, out var items) ? items : [];

    /// <summary>The user's pins: label and text.</summary>
    public IEnumerable<(string Label, string Text)> Pins => Items(MemorySections.Pins).Select(item => item.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at
        ? (item[PinSection.Mark.Length..at], item[(at + 1)..])
        : ("", ""));

    private void Read(ReadOnlySpan<byte> text)
    {
        var (section, head) = ("", "");
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = Encoding.UTF8.GetString(text[range]);
            if (line == MemorySections.End)
                section = head = "";
            else if (section != MemorySections.Lines && MemorySections.All.Contains(line))
                (section, head) = (line, "");
            else if (HoldsLines(section) && Head(line) is { } title)
            {
                Lines.Add((range, ""));
                head = title;
                continue;
            }
            else if (section.Length > 0 && !HoldsLines(section) && (line.Length > 0 || section == MemorySections.Pins))
                Take(section, line);
            Lines.Add((range, !HoldsLines(section) || IsGap(line) ? "" : head));
        }
    }

    private void Take(string section, string line)
    {
        if (!_sections.TryGetValue(section, out var items))
            _sections[section] = items = [];
        var begins = section == MemorySections.Requests ? "- turn " : section == MemorySections.Pins ? PinSection.Mark : "";
        if (items.Count > 0 && !line.StartsWith(begins, StringComparison.Ordinal))
            items[^1] += "\n" + line;
        else
            items.Add(line);
    }

    private static bool HoldsLines(string section) => section is MemorySections.Lines or MemorySections.Instructed;

    /// <summary>The title of a head, <c>### TITLE @L12</c>.</summary>
    private static string? Head(string line)
    {
        var at = line.StartsWith("### ", StringComparison.Ordinal) ? line.LastIndexOf(" @L", StringComparison.Ordinal) : -1;
        return at > 4 && at + 3 < line.Length && !line.AsSpan(at + 3).ContainsAnyExceptInRange('0', '9') ? line[4..at] : null;
    }

    private static bool IsGap(string line) => line.Length > 1 && line[0] == '…' && !line.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}

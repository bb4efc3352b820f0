using System.Text;
using Pith.Offload;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction.Wishes;

/// <summary>
/// The part of a memory that holds the user's pins. What the view shows anyway is left out; what does not fit the share
/// keeps its beginning and a handle, as a request does.
/// </summary>
internal static class PinSection
{
    /// <summary>How each pin begins, on a line of its own.</summary>
    public const string Mark = "- pinned ";

    private const int LeastClip = 24;

    /// <summary>The section in at most so many tokens; empty where all that is pinned is shown.</summary>
    public static string Write(Draft draft, int budget)
    {
        var pins = draft.Memory.PinsOf(draft.Policy.Wishes);
        if (pins.Count == 0)
            return "";
        var text = new StringBuilder();
        var unsaid = 0;
        foreach (var passage in pins)
        {
            if (IsShown(draft, passage.Text.Span))
                continue;
            var item = Item(passage.Label, Encoding.UTF8.GetString(passage.Text.Span));
            var cost = draft.Index.Meter.Count(Encoding.UTF8.GetBytes(item));
            if (cost > budget)
            {
                item = budget >= LeastClip ? Item(passage.Label, Clipped(draft, passage.Text, budget)) : "";
                cost = draft.Index.Meter.Count(Encoding.UTF8.GetBytes(item));
            }

            if (item.Length == 0 || cost > budget)
            {
                unsaid++;
                continue;
            }

            budget -= cost;
            text.Append(text.Length == 0 ? MemorySections.Pins + "\n" : "").Append(item);
        }

        return unsaid == 0 ? text.ToString() : text.Append($"{Mark}also: {unsaid} passages that do not fit here; the history has them\n").ToString();
    }

    /// <summary>Whether the conversation holds something pinned that a draft does not show.</summary>
    public static bool IsMissing(Draft draft)
    {
        foreach (var passage in draft.Memory.PinsOf(draft.Policy.Wishes))
            if (passage.Said && !IsShown(draft, passage.Text.Span))
                return true;
        return false;
    }

    private static string Item(string label, string text) => $"{Mark}{label}\n{string.Join('\n', text.TrimEnd('\n').Split('\n').Select(Harmless))}\n";

    /// <summary>A line that would be read as a part of the memory itself is told from one by a blank.</summary>
    private static string Harmless(string line) => MemorySections.All.Contains(line) || line == MemorySections.End || line.StartsWith(Mark, StringComparison.Ordinal) ? " " + line : line;

    private static string Clipped(Draft draft, ReadOnlyMemory<byte> text, int tokens)
    {
        var whole = draft.Index.Meter.Count(text.Span);
        var bytes = (int)((long)text.Length * Math.Max(1, tokens - LeastClip) / Math.Max(1, whole));
        draft.Cite(text);
        return $"{Encoding.UTF8.GetString(text.Span[..Utf8Text.CutAt(text.Span, Math.Min(bytes, text.Length))])} … [all: {Handle.Format(BlobHash.Of(text.Span))}]";
    }

    private static bool IsShown(Draft draft, ReadOnlySpan<byte> text)
    {
        var blocks = draft.Index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
            if (blocks[i].Kind != BlockKind.Thinking && draft[i].Rendering switch { Rendering.None => false, Rendering.Full => draft.Index.Text(i).IndexOf(text) >= 0, _ => draft[i].Text.Span.IndexOf(text) >= 0 })
                return true;
        return false;
    }
}

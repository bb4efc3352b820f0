using System.Buffers;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Summaries;

/// <summary>A form that puts a summary behind the memory, so that its tokens count against the budget like everything else.</summary>
/// <param name="form">Writes the view.</param>
/// <param name="summary">Well-formed UTF-8.</param>
public sealed class SummarizedForm(IViewWriter form, ReadOnlyMemory<byte> summary) : IViewWriter
{
    /// <inheritdoc/>
    public string Name => form.Name;

    /// <inheritdoc/>
    public void Write(View view, IBufferWriter<byte> output) => form.Write(Into(view), output);

    /// <summary>The view with the summary behind its memory; the view itself where it has none.</summary>
    /// <param name="view">A compacted view.</param>
    public View Into(View view)
    {
        ArgumentNullException.ThrowIfNull(view);
        for (var m = 0; m < view.Messages.Count; m++)
        {
            var at = view.Messages[m].Blocks.FindIndex(b => b.Kind == BlockKind.Text && b.Text.Span.StartsWith(ContextIndex.MemoryMark));
            if (at < 0)
                continue;
            var with = new View { Model = view.Model, Tools = view.Tools };
            with.System.AddRange(view.System);
            with.Repairs.AddRange(view.Repairs);
            with.ToolNames.UnionWith(view.ToolNames);
            with.Messages.AddRange(view.Messages);
            with.Messages[m] = view.Messages[m] with { Blocks = [.. view.Messages[m].Blocks[..(at + 1)], new ViewBlock { Kind = BlockKind.Text, Text = summary, CallId = "", Tool = "" }, .. view.Messages[m].Blocks[(at + 1)..]] };
            return with;
        }

        return view;
    }
}

using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Budgets;

/// <summary>
/// A view as the benchmark reads it: calls give the lines of their string values. (Splitting printed JSON at line breaks
/// would lose the first and last line of every argument.)
/// </summary>
internal static class ViewText
{
    public static string Of(View view)
    {
        var text = new StringBuilder();
        foreach (var part in view.System)
            text.Append(Encoding.UTF8.GetString(part.Span)).Append('\n');
        foreach (var block in view.Messages.SelectMany(m => m.Blocks))
        {
            if (block.Kind == BlockKind.Call)
                text.Append(block.Tool).Append('\n').AppendJoin('\n', NeedLines.Values(block.Text.Span)).Append('\n');
            else if (block.Kind is BlockKind.Text or BlockKind.Result)
                text.Append(Encoding.UTF8.GetString(block.Text.Span)).Append('\n');
        }

        return text.ToString();
    }
}

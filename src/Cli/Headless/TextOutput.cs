using System.Text;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Text;

namespace Pith.Cli.Headless;

/// <summary>Prints the last text. On a terminal no control character of the model's reaches it.</summary>
internal sealed class TextOutput(Surroundings around, StructuredRun? structured = null) : IRunOutput
{
    private readonly RunSoFar _run = new();

    public void Begin()
    {
    }

    public void Take(AgentEvent found)
    {
        _run.Take(found);
        if (found is not AgentEvent.Ended ended || ended.Reason == EndReason.Failed || _run.Text.IsEmpty)
            return; // of an answer that failed nothing counts
        var text = structured is { Value.Length: > 0 } fits ? fits.Value : _run.Text;
        around.Out.Write(around.OutIsTerminal ? Encoding.UTF8.GetBytes(Unseen.Replaced(Encoding.UTF8.GetString(text), '\uFFFD', "\n\t")) : text);
        if (text[^1] != '\n')
            around.Out.Write("\n"u8);
    }
}

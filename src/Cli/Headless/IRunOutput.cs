using Pith.Agents;

namespace Pith.Cli.Headless;

/// <summary>What a headless run prints, in one of its forms.</summary>
internal interface IRunOutput
{
    /// <summary>The run begins.</summary>
    void Begin();

    /// <summary>Something happened; the last is the end.</summary>
    void Take(AgentEvent found);
}

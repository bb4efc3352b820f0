using Pith.Agents;
using Pith.Cli.Printing;
using Pith.Cli.Runs;

namespace Pith.Cli.Headless;

/// <summary>Prints one object with the result.</summary>
internal sealed class JsonOutput(Surroundings around, RunFacts facts) : IRunOutput
{
    private readonly RunSoFar _run = new();

    public void Begin()
    {
    }

    public void Take(AgentEvent found)
    {
        _run.Take(found);
        if (found is AgentEvent.Ended ended)
            JsonLine.Write(around.Out, json => ResultJson.Write(json, ended, _run, facts));
    }
}

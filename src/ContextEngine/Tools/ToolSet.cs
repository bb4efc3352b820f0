using System.Diagnostics.CodeAnalysis;

namespace Pith.Tools;

/// <summary>The tools of an agent. The order they were given in is the order models see, so that a request's prefix stays the same from turn to turn and from run to run.</summary>
public sealed class ToolSet
{
    private readonly Dictionary<string, ITool> tools = new(StringComparer.Ordinal);

    /// <summary>Collects tools; no two may have one name.</summary>
    public ToolSet(IEnumerable<ITool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var specs = new List<ToolSpec>();
        foreach (var tool in tools)
        {
            if (!this.tools.TryAdd(tool.Spec.Name, tool))
                throw new ArgumentException($"two tools are called {tool.Spec.Name}", nameof(tools));
            specs.Add(tool.Spec);
        }

        Specs = specs;
    }

    /// <summary>What the model is told, in order.</summary>
    public IReadOnlyList<ToolSpec> Specs { get; }

    /// <summary>Finds a tool by its exact name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out ITool? tool) => tools.TryGetValue(name, out tool);

    /// <summary>The answer to a call of a tool that is not here.</summary>
    public ToolResult Unknown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var near = NearName.Of(name, Specs.Select(s => s.Name), 1);
        var hint = near.Count > 0 ? $"Did you mean {near[0]}? " : "";
        return ToolResult.Failed($"There is no tool called {name}. {hint}The tools are: {string.Join(", ", Specs.Select(s => s.Name))}.");
    }
}

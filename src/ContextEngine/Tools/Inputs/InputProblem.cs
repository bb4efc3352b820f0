namespace Pith.Tools.Inputs;

/// <summary>The first thing that is wrong with an input; what comes after it is often only its consequence.</summary>
internal sealed class InputProblem
{
    public string? Text { get; private set; }

    public void Report(string problem) => Text ??= problem;
}

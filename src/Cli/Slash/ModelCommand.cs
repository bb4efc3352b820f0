namespace Pith.Cli.Slash;

/// <summary><c>/model</c>: which model answers, and another one from here on.</summary>
internal sealed class ModelCommand : ISlashCommand
{
    public string Name => "model";

    public string Operand => "[MODEL]";

    public string Summary => "Show the model, or go on with another: an id, opus, sonnet, haiku";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        if (call.Argument.Length > 0)
            return new(SlashEffect.SwitchModel);
        call.Print($"model: {call.Run.Facts.Model}");
        return new(SlashEffect.None);
    }
}

namespace Pith.Cli.Slash;

/// <summary><c>/exit</c>.</summary>
internal sealed class ExitCommand : ISlashCommand
{
    public string Name => "exit";

    public string Operand => "";

    public string Summary => "Leave; 'pith --continue' goes on from here";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel) => new(SlashEffect.Leave);
}

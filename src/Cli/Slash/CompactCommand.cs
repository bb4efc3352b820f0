namespace Pith.Cli.Slash;

/// <summary><c>/compact</c>: a boundary that the user asks for.</summary>
internal sealed class CompactCommand : ISlashCommand
{
    public string Name => "compact";

    public string Operand => "[INSTRUCTIONS]";

    public string Summary => "Make the conversation smaller; keep what the instructions name with priority";

    public async ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        call.Print((await call.Run.Loop.CompactAsync(call.Argument, cancel).ConfigureAwait(false)).Sentence);
        return SlashEffect.None;
    }
}

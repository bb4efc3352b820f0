namespace Pith.Cli.Slash;

/// <summary><c>/uncollapse</c>: the last boundary undone.</summary>
internal sealed class UncollapseCommand : ISlashCommand
{
    public string Name => "uncollapse";

    public string Operand => "";

    public string Summary => "Undo the last compaction, if what was before it fits the window";

    public async ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        call.Print((await call.Run.Loop.UncollapseAsync(cancel).ConfigureAwait(false)).Sentence);
        return SlashEffect.None;
    }
}

namespace Pith.Cli.Slash;

/// <summary><c>/clear</c>: a new conversation. The old one stays a session that can be resumed.</summary>
internal sealed class ClearCommand : ISlashCommand
{
    public string Name => "clear";

    public string Operand => "";

    public string Summary => "Begin a new conversation; the old one stays a session";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        if (call.Run.Session is { } session)
            call.Print($"the old conversation: pith --resume {session.Id}");
        return new(SlashEffect.Clear);
    }
}

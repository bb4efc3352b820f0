using Pith.Agents;

namespace Pith.Cli.Slash;

/// <summary><c>/pin</c>: what must not go.</summary>
internal sealed class PinCommand : ISlashCommand
{
    public string Name => "pin";

    public string Operand => "[PIN]";

    public string Summary => "Keep words, /regex/, turn:N or a handle through every compaction; without one, list what is pinned";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        if (call.Argument.Length > 0 && call.Run.Pins.Add(call.Argument, Conversation(call)) is { } problem)
            throw Failure.Usage(problem);
        foreach (var pin in call.Run.Pins.All)
            call.Print($"  {pin.Number,3}  {pin.Word}");
        if (call.Run.Pins.All.Count == 0)
            call.Print("nothing is pinned; /pin WORDS pins something");
        return new(SlashEffect.None);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Conversation(SlashCall call) =>
        call.Run.Session is { } session ? new SessionKeeper(session).Said() : call.Run.Loop.Request.Messages;
}

using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Compaction.Wishes;

namespace Pith.Cli.Verbs;

/// <summary>What the user wants kept: <c>--pin</c> and <c>--instructions</c>.</summary>
internal static class WishChoice
{
    public static UserWishes Of(Invocation invocation)
    {
        var pins = new List<Pin>();
        foreach (var word in invocation.Words(Flags.Pin))
            pins.Add(Pin.TryParse(word, handle => PinBoard.Recalled(StoreRoot.Open(invocation.Around), handle), out var pin, out var problem) ? pin : throw Failure.Usage($"--pin: {problem}"));
        return new UserWishes { Pins = pins, Instructions = invocation.Word(Flags.Instructions) ?? "" };
    }

    /// <summary>A turn that is not there would be kept by nobody, and nobody would know.</summary>
    public static void RequireTurns(UserWishes wishes, Transcript transcript)
    {
        foreach (var pin in wishes.Pins.Where(p => p.Kind == PinKind.Turn && p.Turn > transcript.Index.Turns[^1].Number))
            throw Failure.BadInput($"{InputFile.Shown(transcript.Path)} ends at turn {transcript.Index.Turns[^1].Number}, before --pin {pin.Word}; choose an earlier turn");
    }

    /// <summary>An expression that matches nothing is no fault, since the conversation may yet say it; a slip in it should be seen all the same.</summary>
    public static void TellIdle(UserWishes wishes, Transcript transcript, Surroundings around)
    {
        foreach (var pin in wishes.Idle(transcript.Index))
            around.Complain($"warning: --pin {Failure.Shown(pin.Word)} matches nothing in {InputFile.Shown(transcript.Path)}, so it keeps nothing");
    }
}

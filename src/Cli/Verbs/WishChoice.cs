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
}

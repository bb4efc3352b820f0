using System.Globalization;

namespace Pith.Cli.Slash;

/// <summary><c>/unpin</c>: a pin taken away.</summary>
internal sealed class UnpinCommand : ISlashCommand
{
    public string Name => "unpin";

    public string Operand => "NUMBER";

    public string Summary => "Take away a pin by the number that /pin lists";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        if (!int.TryParse(call.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !call.Run.Pins.Remove(number))
            throw Failure.Usage("there is no pin of that number; /pin lists them");
        call.Print($"pin {number} is taken away");
        return new(SlashEffect.None);
    }
}

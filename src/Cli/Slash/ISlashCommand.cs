namespace Pith.Cli.Slash;

/// <summary>Something a person can type at the prompt that is no prompt: <c>/cost</c>.</summary>
internal interface ISlashCommand
{
    /// <summary>Its name, without the slash.</summary>
    string Name { get; }

    /// <summary>Its argument as <c>/help</c> shows it; empty where it takes none.</summary>
    string Operand { get; }

    /// <summary>What it does, in one line without a final stop.</summary>
    string Summary { get; }

    /// <summary>Does it. Runs between answers, never while the model works; throws a <see cref="Failure"/> for what cannot be.</summary>
    /// <param name="call">The argument, the agent, and where to print.</param>
    /// <param name="cancel">Ends it when the person interrupts.</param>
    /// <returns>What the terminal has to do now.</returns>
    ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel);
}

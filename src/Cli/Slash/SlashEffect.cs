namespace Pith.Cli.Slash;

/// <summary>What a slash command leaves for the terminal to do.</summary>
internal enum SlashEffect
{
    /// <summary>Nothing; the next prompt is read.</summary>
    None,

    /// <summary>Begin a new conversation.</summary>
    Clear,

    /// <summary>Go on with the model that the argument names.</summary>
    SwitchModel,

    /// <summary>Leave.</summary>
    Leave,
}

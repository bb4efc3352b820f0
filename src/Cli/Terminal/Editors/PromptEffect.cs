namespace Pith.Cli.Terminal.Editors;

/// <summary>What a key at the prompt asks of whoever holds it.</summary>
internal enum PromptEffect
{
    None,
    Send,
    Interrupt,
    Leave,
    CycleMode,
    Suspend,
    Redraw,
}

namespace Pith.Offload;

/// <summary>Words that tell what a line is, in the languages and tools agents meet most.</summary>
internal enum Keyword : byte
{
    None,
    Error,
    Warning,
    Exit,
    Status,
    Outcome,
    None0,
    Modifier,
    Declarator,
}

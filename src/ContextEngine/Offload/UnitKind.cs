namespace Pith.Offload;

/// <summary>What a line is, as far as can be told without knowing its language.</summary>
internal enum UnitKind : byte
{
    Blank,
    Plain,
    Exit,
    Error,
    Warning,
    Summary,
    Declaration,
    Heading,
}

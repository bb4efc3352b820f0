namespace Pith.Tokens;

/// <summary>
/// A run behind a piece that belongs to it or not as the next other character decides, however far away that is.
/// </summary>
internal enum OpenRun
{
    /// <summary>There is none: what is there decides the end of the piece.</summary>
    None,

    /// <summary>White space behind a line end: of the piece if another line end follows, a piece of its own otherwise.</summary>
    Spaces,

    /// <summary>Upper case behind a caseless letter or mark: of the piece if lower case or another of those follows (<c>o200k_base</c>).</summary>
    Uppers,
}

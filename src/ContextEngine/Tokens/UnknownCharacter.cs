namespace Pith.Tokens;

/// <summary>What a character that the vocabulary lacks counts as.</summary>
internal enum UnknownCharacter : byte
{
    /// <summary>There is none: the vocabulary is made of bytes.</summary>
    Impossible,

    /// <summary>A token for each of its bytes (<c>byte_fallback</c>).</summary>
    Bytes,

    /// <summary>One token (<c>unk_token</c>).</summary>
    One,

    /// <summary>One token for all that stand side by side (<c>fuse_unk</c>).</summary>
    Fused,
}

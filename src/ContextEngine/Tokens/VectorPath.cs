namespace Pith.Tokens;

/// <summary>Which registers the splitting of text uses. All paths give the same answers; the scalar one is the oracle.</summary>
public enum VectorPath
{
    /// <summary>The fastest that this processor and this build have.</summary>
    Best,

    /// <summary>A character at a time.</summary>
    Scalar,

    /// <summary>The registers of 128 bits that every processor has.</summary>
    Vector128,

    /// <summary>AVX2.</summary>
    Avx2,

    /// <summary>AVX-512. Not in a binary that was built for less: it was measured to be no faster than AVX2 here.</summary>
    Avx512,
}

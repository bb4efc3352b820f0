namespace Pith.Store;

/// <summary>A stored blob no longer holds what was put. <see cref="StoreException.File"/> names it.</summary>
public sealed class DamagedBlobException : StoreException
{
    /// <summary>Reports <paramref name="problem"/>, the end of the sentence "this file …".</summary>
    public DamagedBlobException(string file, string problem, Exception? inner = null)
        : base(file, $"damaged blob {file}: it {problem}", inner) => Problem = problem;

    /// <summary>What is wrong, as the end of the sentence "this file …".</summary>
    public string Problem { get; }
}

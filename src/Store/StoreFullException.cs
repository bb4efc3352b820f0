namespace Pith.Store;

/// <summary>The store refuses a put, to keep within its quota or to leave the disk its last free bytes. Nothing was stored.</summary>
public sealed class StoreFullException : StoreException
{
    /// <summary>Says which limit, in a sentence with the way out.</summary>
    public StoreFullException(string root, string message)
        : base(root, message, null)
    {
    }

    /// <inheritdoc/>
    public override bool IsForRoom => true;
}

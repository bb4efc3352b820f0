namespace Pith.Store;

/// <summary>Another process writes to this log. It can be read all the same.</summary>
public sealed class LogHeldException : StoreException
{
    /// <summary>Says who holds it, in the words it gave.</summary>
    public LogHeldException(string file, string holder)
        : base(file, $"{file} is open for writing by {holder}") => Holder = holder;

    /// <summary>Who holds it.</summary>
    public string Holder { get; }
}

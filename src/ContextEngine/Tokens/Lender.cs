namespace Pith.Tokens;

/// <summary>Keeps a few expensive things between uses, without a lock: a borrower takes one out or makes one, and puts it back.</summary>
internal sealed class Lender<T>(Func<T> make)
    where T : class
{
    private readonly T?[] shelf = new T?[32];

    public T Borrow()
    {
        for (var i = 0; i < shelf.Length; i++)
            if (Volatile.Read(ref shelf[i]) is not null && Interlocked.Exchange(ref shelf[i], null) is { } thing)
                return thing;
        return make();
    }

    /// <summary>Takes a thing back; drops it when the shelf is full, so that what is kept stays bounded.</summary>
    public void Return(T thing)
    {
        for (var i = 0; i < shelf.Length; i++)
            if (Volatile.Read(ref shelf[i]) is null && Interlocked.CompareExchange(ref shelf[i], thing, null) is null)
                return;
    }
}

namespace Pith.Cli.Runs;

/// <summary>What a run has opened so far. Closed in the opposite order, also where a later part cannot be opened.</summary>
internal sealed class OpenParts : IDisposable
{
    private readonly Stack<Action> _closings = new();

    /// <summary>Takes a part that was opened just now.</summary>
    public T Add<T>(T part)
        where T : IDisposable?
    {
        if (part is not null)
            _closings.Push(part.Dispose);
        return part;
    }

    /// <summary>Takes what closes a part that may become another.</summary>
    public void Add(Action closing) => _closings.Push(closing);

    public void Dispose()
    {
        while (_closings.TryPop(out var closing))
            closing();
    }
}

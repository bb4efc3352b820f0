namespace Pith.Providers;

/// <summary>Which API each answer of a conversation came from.</summary>
internal sealed class AnswerOrigins
{
    private readonly Dictionary<int, ModelApi> _origins = [];
    private ModelRequest? _request;

    /// <summary>An answer is whole, and will be the next message.</summary>
    public void Answered(ModelRequest request, ModelApi api)
    {
        Turn(request);
        _origins[request.Messages.Count] = api;
    }

    /// <summary>Where a message comes from; null where that is not known, as of a session that is gone on with.</summary>
    public ModelApi? Of(ModelRequest request, int message) =>
        ReferenceEquals(_request, request) && _origins.TryGetValue(message, out var api) ? api : null;

    /// <summary>Whether an answer came from another API.</summary>
    public bool HasOther(ModelRequest request, ModelApi api) => ReferenceEquals(_request, request) && _origins.Values.Any(o => o != api);

    /// <summary>A new epoch begins without thinking, so nothing of the one before counts.</summary>
    private void Turn(ModelRequest request)
    {
        if (!ReferenceEquals(_request, request))
            _origins.Clear();
        _request = request;
    }
}

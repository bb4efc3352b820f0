using System.Runtime.CompilerServices;
using Pith.Events;

namespace Pith.Providers;

/// <summary>
/// Models in the order in which they are asked: where one has no room, does not answer or is not there, after all its attempts,
/// the next takes the same request. A breaker leaves the one that failed alone for a while. The model may also be changed
/// between requests. What was refused for what it says, or for money, is refused.
/// </summary>
/// <param name="seats">At least one; the first is the one that is wanted.</param>
/// <param name="time">The breaker's clock.</param>
public sealed class ModelChain(IReadOnlyList<ModelSeat> seats, TimeProvider time) : IModelProvider
{
    /// <summary>How long a model that failed is left alone; twice as long each further time, at most an hour.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5), LongestRest = TimeSpan.FromHours(1);

    private readonly AnswerOrigins _origins = new();
    private readonly List<Place> _places = [.. seats.Select(s => new Place(s))];

    /// <summary>The models that may answer, the wanted one first.</summary>
    public IReadOnlyList<string> Models => [.. _places.Select(p => p.Seat.Model)];

    /// <summary>The model that is asked next: the first that does not rest; where all rest, the wanted one.</summary>
    public string Next => _places[First()].Seat.Model;

    /// <summary>Asks another model from the next request on. Those behind it stay.</summary>
    public void GoOnWith(ModelSeat seat) => _places[0] = new Place(seat);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var at = First();
        while (true)
        {
            var place = _places[at];
            ModelEvent.Failed? fault = null;
            await foreach (var found in place.Seat.Provider.StreamAsync(place.RequestFor(request, _origins), cancel).ConfigureAwait(false))
            {
                if (found is ModelEvent.Stopped)
                    _origins.Answered(request, place.Seat.Api);
                if (found is ModelEvent.Failed failed && MayPass(failed.Kind))
                    fault = failed;
                else
                    yield return found;
            }

            if (fault is null)
            {
                place.Trips = 0;
                yield break;
            }

            place.Trips++;
            place.Until = time.GetUtcNow() + TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, Rest.Ticks << Math.Min(place.Trips - 1, 8)));
            at = Awake(at + 1);
            if (at >= _places.Count)
            {
                yield return fault;
                yield break;
            }

            yield return new ModelEvent.FellBack(place.Seat.Model, _places[at].Seat.Model, fault);
        }
    }

    private int First() => Awake(0) is var first && first < _places.Count ? first : 0;

    private int Awake(int from)
    {
        while (from < _places.Count && _places[from].Until > time.GetUtcNow())
            from++;
        return from;
    }

    /// <summary>What another model may do better. A request that is refused for what it says is refused there, too.</summary>
    private static bool MayPass(FaultKind kind) => kind is FaultKind.Overloaded or FaultKind.RateLimited or FaultKind.Server or FaultKind.Transport
        or FaultKind.Deadline or FaultKind.Truncated or FaultKind.Malformed or FaultKind.NotFound;

    /// <summary>A seat with the request as it is asked there.</summary>
    private sealed class Place(ModelSeat seat)
    {
        private ModelRequest? _source, _own;
        private int _taken, _searched;

        public ModelSeat Seat => seat;

        public int Trips { get; set; }

        public DateTimeOffset Until { get; set; }

        /// <summary>The request itself where it is meant for this model and nothing in it comes from elsewhere; else one that grows with it.</summary>
        public ModelRequest RequestFor(ModelRequest request, AnswerOrigins origins)
        {
            if (!ReferenceEquals(_source, request))
                (_source, _own, _taken, _searched) = (request, null, 0, 0);
            if (_own is null && request.Head.Model == seat.Model && !origins.HasOther(request, seat.Api) && !HoldsItems(request))
                return request;
            _own ??= new ModelRequest(request.Head with { Model = seat.Model });
            for (; _taken < request.Messages.Count; _taken++)
                if (ForeignThinking.Without(request.Messages[_taken], origins.Of(request, _taken), seat.Api) is { IsEmpty: false } message)
                    _own.Append(message);
            _own.MaxTokens = request.MaxTokens;
            return _own;
        }

        /// <summary>Whether the Messages API would meet items of the other API, as in a session that is gone on with.</summary>
        private bool HoldsItems(ModelRequest request)
        {
            if (seat.Api != ModelApi.Messages)
                return false;
            for (; _searched < request.Messages.Count; _searched++)
                if (request.Messages[_searched].Span.IndexOf(ResponsesItem.Kept) >= 0 && MessageBytes.IsAssistant(request.Messages[_searched].Span))
                    return true;
            return false;
        }
    }
}

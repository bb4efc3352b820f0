using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Models;
using Pith.Tokens;

namespace Pith.Budgets.Scores;

/// <summary>Scores views at one cut.</summary>
internal sealed class Scorer(Past past, NeedSet needs, Model prices)
{
    /// <summary>The score of a view under a budget.</summary>
    /// <param name="view">What a policy returned.</param>
    /// <param name="budget">Tokens.</param>
    /// <param name="isClipped">Whether only the newest part of a view that overshoots is scored.</param>
    public Score Of(Context view, int budget, bool isClipped = true)
    {
        var score = new Score { Tokens = view.Tokens, Overshot = view.Tokens > 1.02 * budget + 50, ExactTokens = Exact(view) };
        if (score.Overshot && isClipped)
            view = view with { Messages = Newest(view.Messages, budget * CharTokens.Size) };
        var reading = new ViewReading(view.Messages, past);
        var blobs = new BlobReading(view);
        Count(score, NeedClass.Line, needs.Lines, reading.HasLine, blobs.HasLine);
        Count(score, NeedClass.Edit, needs.Edits, e => e.All(reading.HasLine), e => e.All(l => reading.HasLine(l) || blobs.HasLine(l)));
        Count(score, NeedClass.Exact, needs.Exacts, reading.HasPassage, blobs.HasPassage);
        Count(score, NeedClass.Pair, needs.Pairs, p => reading.Binds(p.Path, p.Symbol), p => blobs.HasBoth(p.Path, p.Symbol));
        Count(score, NeedClass.Place, needs.Places, p => reading.HasPlaced(p.Key, p.Value), p => blobs.HasPlaced(p.Key, p.Value));
        Count(score, NeedClass.Fail, needs.Failures, f => reading.HasOpening(f.Command) && reading.HasOpening(f.Signature),
            f => (reading.HasOpening(f.Command) || blobs.HasOpening(f.Command)) && (reading.HasOpening(f.Signature) || blobs.HasOpening(f.Signature)));
        CountIds(score, reading, blobs);
        CountUser(score, reading, blobs, budget);
        CountState(score, reading, blobs);
        Weigh(score, view, reading, blobs);
        return score;
    }

    private static void Count<T>(Score score, NeedClass of, IReadOnlyCollection<T> items, Predicate<T> holds, Predicate<T> leadsTo)
    {
        var (held, reached) = (0, 0);
        foreach (var item in items)
            if (holds(item))
                held++;
            else if (leadsTo(item))
                reached++;
        if (items.Count > 0)
            score.Set(of, (double)held / items.Count, (double)(held + reached) / items.Count);
    }

    private void CountIds(Score score, ViewReading reading, BlobReading blobs)
    {
        var (all, held, reached) = (0.0, 0.0, 0.0);
        foreach (var (atom, weight) in needs.Ids)
        {
            all += weight;
            if (reading.HasAtom(atom))
                held += weight;
            else if (blobs.HasAtom(atom))
                reached += weight;
        }

        if (needs.Ids.Count > 0)
            score.Set(NeedClass.Id, held / all, (held + reached) / all);
    }

    /// <summary>A request above an eighth of the budget may keep only its beginning: as many characters as half the budget has tokens.</summary>
    private void CountUser(Score score, ViewReading reading, BlobReading blobs, int budget)
    {
        string? Kept(string? request) =>
            request is null || CharTokens.Of(request) <= budget / 8 ? request : request[..Math.Min(request.Length, budget / 2)];
        var (first, latest) = (Kept(needs.First), Kept(needs.Latest));
        List<string> both = [.. new[] { first, latest }.OfType<string>()];
        Count(score, NeedClass.User, [.. needs.Sentences, .. both], reading.HasPassage, blobs.HasPassage);
        if (first is not null)
            Count(score, NeedClass.First, [first], reading.HasPassage, blobs.HasPassage);
        if (latest is not null)
            Count(score, NeedClass.Latest, [latest], reading.HasPassage, blobs.HasPassage);
    }

    private void CountState(Score score, ViewReading reading, BlobReading blobs)
    {
        var items = new List<(bool Held, bool Reached)>();
        foreach (var (path, changed) in needs.State.Files)
            items.Add((reading.State.Agrees(path, changed), blobs.HasPassage(path)));
        foreach (var (id, command) in needs.State.Jobs)
            items.Add((reading.HasOpening(command) || reading.HasOpening(id), blobs.HasOpening(command)));
        foreach (var todo in needs.State.Todos)
            items.Add((reading.HasPassage(todo), blobs.HasPassage(todo)));
        Count(score, NeedClass.State, items, i => i.Held, i => i.Reached);
    }

    private void Weigh(Score score, Context view, ViewReading reading, BlobReading blobs)
    {
        var held = needs.Lines.Where(reading.HasLine).ToList();
        score.UsefulTokens = held.Sum(l => CharTokens.Of(l));
        score.ReloadDollars = ReloadCost.Of(needs.Lines.Where(l => !reading.HasLine(l)), past, blobs, view.Tokens, prices);
        if (held.Count > 0)
            score.Position = held.Average(reading.PositionOf);
        var belonging = held.Where(needs.Places.ContainsKey).ToList();
        if (belonging.Count > 0)
            score.PlacedShare = (double)belonging.Count(l => reading.HasPlaced(l, needs.Places[l])) / belonging.Count;
    }

    private static int Exact(Context view) => view.Messages.Sum(m =>
        TokenCounter.O200k.Count(Encoding.UTF8.GetBytes(m.Text)) + m.Calls.Sum(c => TokenCounter.O200k.Count(Encoding.UTF8.GetBytes(c.Name + " " + c.Arguments))));

    /// <summary>The last characters of a view, by whole messages and the end of one more.</summary>
    private static List<Message> Newest(IReadOnlyList<Message> messages, int characters)
    {
        var kept = new List<Message>();
        for (var i = messages.Count - 1; i >= 0 && characters > 0; i--)
        {
            var length = messages[i].Text.Length + messages[i].Calls.Sum(c => c.Name.Length + c.Arguments.Length + 2);
            kept.Add(length <= characters ? messages[i] : new Message(messages[i].Speaker, messages[i].Text[Math.Max(0, messages[i].Text.Length - characters)..], null, messages[i].Answers));
            characters -= length;
        }

        kept.Reverse();
        return kept;
    }
}

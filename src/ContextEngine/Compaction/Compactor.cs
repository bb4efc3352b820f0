using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Models;
using Pith.Requests;

namespace Pith.Compaction;

/// <summary>Turns plans into views, and finds the plan whose written form fits the budget exactly.</summary>
public static class Compactor
{
    private const int Attempts = 20;

    /// <summary>
    /// The largest view that fits: <paramref name="policy"/>'s budget holds for the bytes as <paramref name="form"/>
    /// writes them, counted exactly. A context that already fits is returned unchanged, so compacting twice changes nothing.
    /// </summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="policy">Budget and tiers.</param>
    /// <param name="form">How the view will be written.</param>
    /// <returns>The result; its <see cref="Compacted.Fits"/> is false when no plan met the budget.</returns>
    public static Compacted Compact(ContextIndex index, Policy policy, IViewWriter form) => Compact(index, policy, form, new PlanMemory(index));

    private static Compacted Compact(ContextIndex index, Policy policy, IViewWriter form, PlanMemory memory)
    {
        var whole = Compact(index, policy, form, memory, declareTools: true);
        return whole.Fits || index.DeclaredTools.IsEmpty ? whole : Compact(index, policy, form, memory, declareTools: false);
    }

    /// <summary>Declarations of tools can be larger than a small budget; then only the names in use are declared.</summary>
    private static Compacted Compact(ContextIndex index, Policy policy, IViewWriter form, PlanMemory memory, bool declareTools)
    {
        var chosen = policy with { Budget = int.MaxValue };
        var best = Try(index, chosen, form, memory, declareTools);
        var found = best.Tokens <= policy.Budget;
        var previewed = best.Plan.Decisions.Any(d => d.Rendering != Rendering.Full);
        if (found && (!previewed || best.Plan.TokensBefore <= policy.Budget))
            return best with { Fits = true };
        var target = policy.Budget;
        for (var attempt = 0; attempt < Attempts && target > 0; attempt++)
        {
            var tried = policy with { Budget = target };
            var candidate = Try(index, tried, form, memory, declareTools);
            var slack = policy.Budget - candidate.Tokens;
            if (!found || slack >= 0 && candidate.Tokens > best.Tokens)
                (best, chosen, found) = (candidate, tried, found || slack >= 0);
            if (found && (slack >= 0 && slack < policy.Budget / 64 || attempt > 3))
                break;
            // Each further step down is at least twice the last: a written size that hardly follows the target must not use up the attempts.
            target = slack >= 0 ? target + slack * 9 / 10 : Math.Max(target / 2, target + Math.Min(-1 << attempt, slack * 19 / 20));
        }

        return best with { Plan = Planner.Plan(memory, chosen), Fits = found }; // later attempts took the plan's place
    }

    /// <summary>The smallest budget that can be met, by bisection: a plan for it was made and counted.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="policy">Tiers; its budget is a budget that failed.</param>
    /// <param name="form">How the view will be written.</param>
    public static int SmallestBudget(ContextIndex index, Policy policy, IViewWriter form)
    {
        var memory = new PlanMemory(index);
        var low = policy.Budget;
        var high = Math.Max(low + 1, Try(index, policy with { Budget = int.MaxValue }, form, memory, declareTools: true).Tokens);
        while (low + 1 < high)
        {
            var middle = low + (high - low) / 2;
            if (Compact(index, policy with { Budget = middle }, form, memory).Fits)
                high = middle; // not the tokens it took: asked for those, the search may end elsewhere
            else
                low = middle;
        }

        return high;
    }

    /// <summary>The view that a plan describes; what a provider would refuse of it was put right, and stands in its repairs.</summary>
    /// <param name="index">The index the plan was made for.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="declareTools">Whether to repeat the request's own declarations of tools.</param>
    public static View Apply(ContextIndex index, Plan plan, bool declareTools = true)
    {
        var view = new ViewAssembly(index, plan).Build();
        view.Tools = declareTools ? index.DeclaredTools : default;
        return RequestRepair.Of(view, new RequestLimits(), index);
    }

    private static Compacted Try(ContextIndex index, Policy policy, IViewWriter form, PlanMemory memory, bool declareTools)
    {
        var plan = Planner.Plan(memory, policy);
        using var output = new ArrayPoolBufferWriter<byte>(1 << 16);
        var view = Apply(index, plan, declareTools);
        form.Write(view, output);
        return new Compacted(plan, output.WrittenSpan.ToArray(), index.Meter.Count(output.WrittenSpan), false) { Repairs = view.Repairs };
    }
}

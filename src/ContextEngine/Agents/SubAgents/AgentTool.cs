using System.Security.Cryptography;
using Pith.Models;
using Pith.Permissions;
using Pith.Providers;
using Pith.Tools;
using Pith.Tools.Inputs;

namespace Pith.Agents.SubAgents;

/// <summary>
/// <c>Agent</c>: gives a task to a sub-agent, and only its last words come back. It has a purse inside its parent's, a log
/// of its own, and no permission that its parent has not; its calls are decided one by one, as its parent's are.
/// </summary>
/// <param name="family">What all agents of the run share.</param>
/// <param name="depth">How deep the agent stands that has this tool; 0 for the main one.</param>
/// <param name="ownerId">That agent's id; empty for the main one.</param>
public sealed class AgentTool(AgentFamily family, int depth = 0, string ownerId = "") : ITool
{
    /// <summary>The name.</summary>
    public const string Name = "Agent";

    /// <summary>Answers that an agent may take where its kind says nothing.</summary>
    private const int UsualTurns = 100;

    private AgentLoop? _owner;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        Name,
        $"Gives a task to an agent of its own and returns its report; what it read stays with it. Kinds: {string.Join("; ", family.Kinds.Select(k => $"{k.Name}: {k.Description}"))}. The prompt must say everything it needs to know, and what to report.",
        """{"type":"object","properties":{"description":{"type":"string","description":"The task in three to five words"},"prompt":{"type":"string"},"subagent_type":{"type":"string","description":"One of the kinds; general-purpose where none is named"},"model":{"type":"string","description":"opus, sonnet, haiku or an id; the caller's own where none is named"},"isolation":{"type":"string","enum":["none","worktree"],"description":"worktree: in a git worktree of its own"}},"required":["description","prompt"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <summary>Tells whose tool it is. Before the first call.</summary>
    public void Attach(AgentLoop owner) => _owner = owner;

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call)
    {
        var (name, isIsolated) = KindOf(call);
        var start = new Need(NeedKind.StartAgent, name);
        return isIsolated ? [start, new Need(NeedKind.RunCommand, "git worktree add")] : [start];
    }

    /// <inheritdoc/>
    public bool ReadsOnly(ToolCall call) => KindOf(call) is { IsIsolated: false, Name: var name } && Find(name) is { OnlyReads: true };

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var (prompt, description, name, model) = (input.Utf8("prompt"), input.OptionalText("description") ?? "", input.OptionalText("subagent_type") ?? AgentKind.Usual, input.OptionalText("model"));
        var isolated = input.Choice("isolation", "none", "worktree") == "worktree";
        if (input.Problem is { } problem)
            return ToolResult.Failed(problem);
        if (Find(name) is not { } kind)
            return ToolResult.Failed($"There is no kind of agent called {name}; there are {string.Join(", ", family.Kinds.Select(k => k.Name))}.");
        if (_owner is not { } owner || depth >= family.MostDepth)
            return ToolResult.Failed("No agent can be started from here: agents start each other to a depth of " + family.MostDepth + ". Do it yourself.");
        if (!family.TryCount())
            return ToolResult.Failed($"This run has started {family.Most} agents, which is all it may. Do it yourself.");
        var slots = family.Slots(depth);
        await slots.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var order = new SubAgentOrder(RandomNumberGenerator.GetHexString(8, lowercase: true), isolated ? kind with { HasWorktree = true } : kind, model ?? kind.Model, call.Id, ownerId);
            return await WorkAsync(owner, order, prompt, description, cancel).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private (string Name, bool IsIsolated) KindOf(ToolCall call)
    {
        var input = ToolInput.Read(call);
        var name = input.OptionalText("subagent_type") ?? AgentKind.Usual;
        return (name, input.Choice("isolation", "none", "worktree") == "worktree" || Find(name) is { HasWorktree: true });
    }

    private AgentKind? Find(string name) => family.Kinds.FirstOrDefault(k => k.Name == name);

    private async Task<ToolResult> WorkAsync(AgentLoop owner, SubAgentOrder order, byte[] prompt, string description, CancellationToken cancel)
    {
        var allotted = owner.Purse.Allot(new AgentLimits { Turns = order.Kind.MostTurns ?? UsualTurns });
        var account = new SubAgentAccount(order.Id, order.Kind.Name, description, default);
        var report = new AgentReport();
        try
        {
            using var gear = family.Open(order);
            if (allotted.Dollars is not null && !(ModelCatalog.TryFind(gear.Head.Model, out var prices) && prices.InputPrice > 0))
                return ToolResult.Failed($"The prices of {gear.Head.Model} are not known, so the limit of dollars could not be kept; name another model.");
            var own = new AgentTool(family, depth + 1, order.Id);
            var tools = Tools(order.Kind, gear, own);
            var (request, results) = order.Kind.Name == AgentKind.Fork
                ? ForkMessages.Of(owner.Request, order.CallId)
                : (new ModelRequest(gear.Head with { Tools = [.. tools.Select(t => new ToolDeclaration(t.Spec.Name, t.Spec.Description, t.Spec.InputSchema))] }), []);
            var loop = new AgentLoop(gear.Provider, request, new AgentOptions { Tools = tools, Gate = gear.Gate, Hook = gear.Hook, Log = gear.Log, Store = gear.Store, Epochs = gear.Epochs, Limits = allotted });
            own.Attach(loop);
            try
            {
                await foreach (var found in loop.RunAsync(UserPrompt.Of(prompt), results, cancel).ConfigureAwait(false))
                    report.Take(found);
            }
            finally
            {
                account = account with { Account = loop.Purse.Account };
            }

            return report.Of(account, gear.Remark());
        }
        catch (SubAgentException refused)
        {
            return ToolResult.Failed($"The agent was not started: {refused.Message}");
        }
        finally
        {
            owner.Purse.Settle(allotted, account);
        }
    }

    /// <summary>What a kind may see. A fork sees all, as its prefix says; one at the greatest depth has no agents of its own.</summary>
    private IReadOnlyList<ITool> Tools(AgentKind kind, SubAgentGear gear, AgentTool own)
    {
        if (kind.Name == AgentKind.Fork)
            return [.. gear.Tools, own];
        var seen = gear.Tools.Where(t => (kind.Tools is null || Names(kind.Tools, t)) && !Names(kind.Without, t) && (!kind.OnlyReads || t.Spec.ReadOnly));
        var delegates = depth + 1 < family.MostDepth && !kind.OnlyReads && (kind.Tools is null || Names(kind.Tools, own)) && !Names(kind.Without, own);
        return delegates ? [.. seen, own] : [.. seen];
    }

    // As definitions write them: a tool, a server, or a tool with what it may be used for, which the rules decide.
    private static bool Names(IReadOnlyList<string> names, ITool tool) => names.Any(n => n.Split('(')[0].Trim() is var name
        && (name == tool.Spec.Name || name == "Task" && tool.Spec.Name == Name || name.StartsWith("mcp__", StringComparison.Ordinal) && tool.Spec.Name.StartsWith(name.TrimEnd('*').TrimEnd('_') + "__", StringComparison.Ordinal)));
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Agents.SubAgents;
using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Hooks;
using Pith.Instructions;
using Pith.Models;
using Pith.Permissions.Settings;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Text;
using Pith.Tools.Plans;
using Pith.Tools.Questions;
using Pith.Tools.Servers;

namespace Pith.Cli.Runs;

/// <summary>An agent as the command line describes it, ready to be given a prompt: model, tools, authority, session and loop.</summary>
internal sealed class AgentRun : IDisposable
{
    private readonly OpenParts _parts;
    private readonly SessionKeeper? _keeper;
    private readonly InstructionVoice _instructions;
    private readonly ShownWords _shown;
    private readonly Action<string> _complain;

    private AgentRun(RunBasis basis, IPerson person, IReadOnlyList<ServerConfig> more, OpenParts parts)
    {
        var (invocation, folder, choice) = (basis.Invocation, basis.Folder, basis.Choice);
        (_parts, _complain) = (parts, invocation.Around.Complain);
        Authority = basis.Authority;
        Store = StoreRoot.Open(invocation.Around);
        Session = SessionChoice.Open(invocation, folder, Store);
        parts.Add(() => Session?.Dispose()); // another one after a rewind
        var servers = parts.Add(RunServers.Start(invocation, folder, Store, more));
        var served = servers is null ? [] : DeclaredTools.Of(servers, ModelCatalog.WindowOf(choice.Model), Authority.Now.DeniesWhole);
        Hooks = parts.Add(RunHooks.Open(basis, () => Session, Store));
        Hooks.Servers = servers;
        Hooks.Signal = person.Signal;
        _shown = new ShownWords(Hooks);
        Hooks.AgentLog = id => Session is { } log ? Path.Combine(SessionFolder.AgentsOf(log.Path), $"agent-{id}.jsonl") : null;
        var asked = parts.Add(new PersonInTurn(person, Authority) { Waiting = person is NoPerson ? static () => null : Hooks.Attention.Asked });
        _instructions = new InstructionVoice(basis.Instructions) { Telling = Hooks.Loaded };
        var head = _instructions.Head();
        _instructions.Passing = file => _complain(InstructionFiles.Passed(file)); // those of the start were named when they were found
        var judge = parts.Add(AutoJudge.Of(invocation, head, basis.Limits, Authority.Settings.AutoMode));
        var consents = new ConsentLog(() => Session, Store, () => Authority.Mode);
        var desk = new SubAgentDesk(basis)
        {
            Person = asked,
            Hooks = Hooks,
            Consents = consents.Write,
            Grant = Grant,
            Judge = judge,
            Store = Store,
            Session = () => Session,
            Served = served,
        };
        Agents = basis.Agents;
        var agents = new AgentTool(new AgentFamily(Agents, desk.Open));
        Kit = parts.Add(new AgentKit(invocation, folder, Store, basis.Sandbox, Session is null ? null : change => SessionChoice.Record(Session, change), person is NoPerson ? null : new AskUserTool(asked.AnswerAsync), person is NoPerson && Authority.Mode != PermissionMode.Plan ? null : new ExitPlanTool(LeavePlan), Authority.Allows("WebFetch"), Authority.Now.DeniesWhole, served, agents, Hooks.Set, Authority.Withholds));
        Hooks.Place = () => Kit.Folder;
        if (MissingNames.Of(Authority.Settings.Rules, [.. Kit.Names, .. Kit.Tools.Select(t => t.Spec.Name)]) is { } missing)
            invocation.Around.Complain($"note: {missing}");
        var request = FirstRequest.Of(basis, Kit, head);
        if (Session is not null)
        {
            foreach (var lost in SessionKeeper.Restore(Session, request, Store))
                invocation.Around.Complain($"warning: {lost}");
            _keeper = new SessionKeeper(Session, invocation.Word(Flags.Durability) == "turn" ? Durability.Turn : Durability.Strict);
        }

        Pins = new PinBoard(Store, Session);
        _instructions.HearAnew(FirstRequest.Told(request));
        var gate = new ToolGate(Authority, asked, () => Kit.Folder, folder) { Hook = Hooks.FireAsync, Grant = Grant, Log = consents.Write, Judge = judge.JudgeAsync };
        Loop = new AgentLoop(choice.Provider, request, new AgentOptions
        {
            Tools = Kit.Tools,
            Gate = new TouchingGate(gate.DecideAsync, _instructions, Kit.Workspace).DecideAsync,
            Notes = anew => [.. _instructions.Notes(anew), .. Hooks.LateNotes().Select(Encoding.UTF8.GetBytes)],
            Hook = judge.Listening(Hooks.FireAsync),
            Log = (IConversationLog?)_keeper ?? new NoLog(),
            Limits = basis.Limits,
            Store = Store,
            Pins = Pins,
            Epochs = basis.Epochs,
        });
        agents.Attach(Loop);
        judge.Attach(Loop, agents);
        Hooks.Attach(Loop);
        Models = choice.Provider;
        Facts = new RunFacts(choice.Model, choice.KeySource, [.. Kit.Tools.Select(t => t.Spec.Name)], folder, Session?.Id, PermissionModes.All[(int)Authority.Mode])
        {
            Servers = servers is null ? [] : [.. servers.All.Select(s => (s.Config.Name, s.Problem is null ? "connected" : "failed"))],
            Structured = basis.Schema is null ? null : new StructuredRun(Loop, basis.Schema),
            Spending = new Spending(choice.Model, FirstRequest.BytesOf(request)),
            Account = () => Loop.Account,
        };
    }

    /// <summary>The loop; its conversation goes on with each prompt.</summary>
    public AgentLoop Loop { get; }

    /// <summary>What every message about the run repeats.</summary>
    public RunFacts Facts { get; }

    /// <summary>The models, of which a person may choose another.</summary>
    public ModelChain Models { get; }

    /// <summary>What decides on calls; a person may change it.</summary>
    public RunAuthority Authority { get; }

    /// <summary>Where large results go.</summary>
    public BlobStore Store { get; }

    /// <summary>The log; null where nothing is kept.</summary>
    public SessionLog? Session { get; private set; }

    /// <summary>What the user pinned.</summary>
    public PinBoard Pins { get; }

    /// <summary>The tools.</summary>
    public AgentKit Kit { get; }

    /// <summary>The kinds of sub-agents.</summary>
    public IReadOnlyList<AgentKind> Agents { get; }

    /// <summary>The hooks.</summary>
    public RunHooks Hooks { get; }

    /// <summary>Opens it all; throws a <see cref="Failure"/> for what cannot be, and then nothing stays open.</summary>
    /// <param name="invocation">The flags.</param>
    /// <param name="person">Who can be asked.</param>
    /// <param name="authority">That of the run before, where this one goes on; null for one of its own.</param>
    /// <param name="servers">Servers of tools besides those of the settings.</param>
    /// <param name="beginning">How it begins: <c>startup</c>, or <c>clear</c> behind another.</param>
    public static AgentRun Open(Invocation invocation, IPerson person, RunAuthority? authority = null, IReadOnlyList<ServerConfig>? servers = null, string beginning = "startup")
    {
        var basis = RunBasis.Of(invocation, authority, beginning);
        var parts = new OpenParts();
        try
        {
            return new AgentRun(basis, person, servers ?? [], parts);
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <summary>Works on prompts, one after another, until the end of the last, which is the end of all, or until one is not done.</summary>
    public async IAsyncEnumerable<AgentEvent> WorkAsync(IReadOnlyList<UserPrompt> prompts, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var prompt in prompts.SkipLast(1))
            await foreach (var found in WorkAsync(Loop.RunAsync(prompt, cancel), cancel).ConfigureAwait(false))
            {
                if (found is AgentEvent.Ended { Reason: EndReason.Done })
                    continue;
                yield return found;
                if (found is AgentEvent.Ended)
                    yield break;
            }

        await foreach (var found in WorkAsync(prompts[^1], cancel).ConfigureAwait(false))
            yield return found;
    }

    /// <summary>Works on a prompt until the end, and until its answer fits the schema where one is wanted.</summary>
    public IAsyncEnumerable<AgentEvent> WorkAsync(UserPrompt prompt, CancellationToken cancel) =>
        WorkAsync(Facts.Structured is { } structured ? structured.RunAsync(prompt, cancel) : Loop.RunAsync(prompt, cancel), cancel);

    private async IAsyncEnumerable<AgentEvent> WorkAsync(IAsyncEnumerable<AgentEvent> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var found in events.ConfigureAwait(false))
        {
            Facts.Spending?.Take(found);
            foreach (var shown in await _shown.OfAsync(found, cancel).ConfigureAwait(false))
                yield return shown;
            // The conversation of before, and what planning took, are garbage of megabytes now that nothing would collect for long.
            if (found is AgentEvent.Compacted)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>Takes changes of permissions for the rest of the session; what is not taken is told.</summary>
    /// <param name="updates">A list, in the form of the Agent SDK.</param>
    /// <param name="from">Who gives them, as a sentence names it.</param>
    public void Grant(JsonElement updates, string from)
    {
        foreach (var problem in Authority.Apply(updates))
            _complain($"warning: {from}: {problem}");
        Facts.Mode = PermissionModes.All[(int)Authority.Mode];
    }

    private string LeavePlan() => Facts.Mode = PermissionModes.All[(int)Authority.LeavePlan()];

    private void Grant(HookGrant given)
    {
        using var list = ForeignJson.Parse(given.Updates);
        Grant(list.RootElement, given.From);
    }

    /// <summary>Goes on in another session, with the conversation that it holds: after a rewind. Between prompts only.</summary>
    /// <returns>What could not be brought back, a sentence each.</returns>
    public IReadOnlyList<string> GoOnIn(SessionLog session)
    {
        var conversation = new ModelRequest(Loop.Request.Head);
        var lost = SessionKeeper.Restore(session, conversation, Store);
        Session?.Dispose();
        Session = session;
        _keeper!.Session = session;
        Pins.Session = session;
        Facts.Session = session.Id;
        _instructions.HearAnew(FirstRequest.Told(conversation));
        Loop.GoOnWith(conversation);
        return lost;
    }

    public void Dispose() => _parts.Dispose();

    /// <summary>Closes it and removes its session, in which nothing was said.</summary>
    public void Forget()
    {
        var unused = Session?.Path;
        Dispose();
        if (unused is not null)
            new SessionFolder(Store.Root).Remove(unused, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"));
    }
}

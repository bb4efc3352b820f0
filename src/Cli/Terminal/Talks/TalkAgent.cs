using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Cli.Terminal.Fronts;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Texts;
using Pith.Permissions.Settings;

namespace Pith.Cli.Terminal.Talks;

/// <summary>The agent of a conversation. Another takes its place when the conversation is cleared or its model changes; what was spent is carried on.</summary>
/// <param name="front">Is told which agent is talked with.</param>
/// <param name="invocation">How the agent is opened.</param>
internal sealed class TalkAgent(IFront front, Invocation invocation) : IDisposable
{
    private AgentRun? _run;
    private Standing _standing = null!;
    private AgentAccount _before;

    /// <summary>The one there is now.</summary>
    public AgentRun Run => _run!;

    /// <summary>Whether anything was said in its session.</summary>
    public bool HasSaid { get; set; }

    /// <summary>What this and those before it took.</summary>
    public AgentAccount Spent => Run.Loop.Account.After(_before);

    /// <summary>Opens the first; a failure here is that of the command.</summary>
    public void Open()
    {
        _run = AgentRun.Open(invocation, front);
        HasSaid = invocation.Has(Flags.Continue) || invocation.Has(Flags.Resume);
        Use();
    }

    /// <summary>How things stand when this has happened.</summary>
    public Standing StandingAfter(AgentEvent found)
    {
        if (found is AgentEvent.Answered answered)
            _standing = _standing.After(answered.Usage, Spent);
        return _standing with { Mode = Mode };
    }

    /// <summary>Begins a new session.</summary>
    public void Clear() => Reopen(Reinvocation.Anew(invocation), authority: null, "clear");

    /// <summary>Goes on with another model.</summary>
    public void SwitchModel(string model)
    {
        if (HasSaid && Run.Session is null)
            throw Failure.Usage("this conversation is not kept, so another model cannot go on with it; begin anew with /clear, or leave out --no-session-persistence");
        if (ModelSwitch.Ask(invocation, Run, model, "command") is { } refused)
            throw Failure.Usage(refused);
        var before = Run.Facts.Model;
        Reopen(Reinvocation.WithModel(invocation, model, HasSaid ? Run.Session!.Id : null), Run.Authority, "resume");
        ModelSwitch.Tell(Run, before, model, "command");
        front.Print(Line.Of($"model: {Run.Facts.Model}"));
    }

    /// <summary>Closes the session; one in which nothing was said leaves nothing behind.</summary>
    public void Dispose()
    {
        if (_run is null)
            return;
        _run.Hooks.Leaving = "prompt_input_exit";
        Close();
        _run = null;
    }

    private string Mode => PermissionModes.All[(int)Run.Authority.Mode];

    /// <summary>Another agent in place of the one there is; where it cannot be opened, the old one again.</summary>
    private void Reopen(Invocation next, RunAuthority? authority, string reason)
    {
        if (Run.Hooks.Blocked is { Count: > 0 } blocked)
            throw Failure.Usage($"{string.Join(", ", blocked)} has changed and a hook blocks the change, so it is not read again here: put it back as it was, or leave and start anew");
        var spent = Spent;
        var opened = Reinvocation.WithBudget(next, spent.Dollars);
        TrustedFolder.Require(opened, Run.Facts.Folder); // before anything ends: what changed since would leave out its hooks, and none could be opened
        Run.Hooks.Leaving = reason;
        _before = spent;
        var (old, hadSaid) = (Run.Session?.Id, HasSaid);
        var back = Reinvocation.Resuming(invocation, hadSaid ? old : null);
        Close();
        try
        {
            _run = AgentRun.Open(opened, front, authority, beginning: reason == "clear" ? reason : "startup");
            (invocation, HasSaid) = (next, hadSaid && authority is not null);
        }
        catch (Failure)
        {
            _run = AgentRun.Open(Reinvocation.WithBudget(back, _before.Dollars), front, authority);
            throw;
        }
        finally
        {
            Use();
        }
    }

    private void Use()
    {
        _standing = Standing.Of(Run.Facts.Model, Mode) with { Spent = Spent };
        front.Use(Run, _standing);
    }

    private void Close()
    {
        if (HasSaid)
            Run.Dispose();
        else
            Run.Forget();
    }
}

using System.Globalization;
using System.Text;
using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Cli.Slash;
using Pith.Cli.Terminal.Fronts;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Texts;
using Pith.Permissions.Settings;
using Pith.Store;

namespace Pith.Cli.Terminal.Talks;

/// <summary>A conversation: reads what is typed, tells prompts from commands, lets the agent work, until the person leaves.</summary>
/// <param name="front">Where it is shown and typed.</param>
/// <param name="invocation">How it began.</param>
internal sealed class Talk(IFront front, Invocation invocation) : IDisposable
{
    private readonly List<string> _notes = [];
    private readonly RunInterrupt _interrupt = new();
    private AgentRun _run = null!;
    private Standing _standing = null!;
    private AgentAccount _before;
    private PermissionMode _told;
    private bool _hasSaid;

    /// <summary>Opens the agent; a failure here is that of the command.</summary>
    public void Open()
    {
        _run = AgentRun.Open(invocation, front);
        _hasSaid = invocation.Has(Flags.Continue) || invocation.Has(Flags.Resume);
        _told = _run.Authority.Mode;
        Use();
    }

    /// <summary>Talks until the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        front.Print(new Line().Add("pith ", Style.Bold).Add($"{Product.Version} · {_run.Facts.Model} · {_run.Facts.Folder}", Style.Dim));
        front.Print(Line.Of(_hasSaid ? $"The session {_run.Session?.Id} goes on." : "/help shows commands and keys.", Style.Dim));
        var line = invocation.Operands.Count > 0 ? invocation.Operands[0] : null;
        if (line is not null)
            front.Print(new Line { Hang = 2 }.Add("> ", Style.Of(Paint.Green)).Add(line, Style.Bold));
        while ((line ?? await front.NextAsync().ConfigureAwait(false)) is { } typed)
        {
            line = null;
            if (!await TakeAsync(typed).ConfigureAwait(false))
                break;
        }

        return front.ExitCode;
    }

    /// <summary>Closes the session; one in which nothing was said leaves nothing behind.</summary>
    public void Dispose()
    {
        if (_run is null)
            return;
        Close();
        _run = null!;
    }

    /// <summary>What is typed; false to leave.</summary>
    private async Task<bool> TakeAsync(string typed)
    {
        try
        {
            if (SlashCommands.IsCommand(typed.Trim()))
                return await CommandAsync(typed.Trim()).ConfigureAwait(false);
            if (typed.TrimStart() is ['!', .. { Length: > 0 } command])
                await ShellAsync(command.Trim()).ConfigureAwait(false);
            else if (!string.IsNullOrWhiteSpace(typed))
                await AskAsync(typed).ConfigureAwait(false);
        }
        catch (Failure failure)
        {
            front.Print(Line.Of(failure.Message, Style.Of(Paint.Red)));
        }
        catch (StoreException refused)
        {
            front.Print(Line.Of(refused.Message, Style.Of(Paint.Red))); // a full disk is no end of a conversation
        }

        return true;
    }

    private async Task AskAsync(string prompt)
    {
        if (_run.Authority.Mode != _told)
            _notes.Add($"[The permission mode is now {PermissionModes.All[(int)(_told = _run.Authority.Mode)]}.{(_told == PermissionMode.Plan ? " Only reading is allowed: make a plan, and change nothing." : "")}]");
        var words = Encoding.UTF8.GetBytes(string.Join("\n\n", [.. _notes, prompt]));
        _notes.Clear();
        _hasSaid = true;
        await InterruptibleAsync(async cancel =>
        {
            await foreach (var found in _run.WorkAsync(UserPrompt.Of(words), cancel).ConfigureAwait(false))
            {
                if (found is AgentEvent.Answered answered)
                    _standing = _standing.After(answered.Usage, Spent());
                await front.TakeAsync(found, _standing with { Mode = Mode() }).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>A command of the person's own: it runs at once, and the model sees it with the next prompt.</summary>
    private Task ShellAsync(string command) => InterruptibleAsync(async cancel =>
    {
        var result = await _run.Kit.Bash.RunAsync(ShellLine.Call(command), cancel).ConfigureAwait(false);
        foreach (var line in ResultLines.Whole(result))
            front.Print(line);
        _notes.Add(ShellLine.Note(command, result));
    });

    private async Task<bool> CommandAsync(string typed)
    {
        var (command, argument) = SlashCommands.Find(typed);
        var effect = SlashEffect.None;
        await InterruptibleAsync(async cancel =>
            effect = await command.RunAsync(new SlashCall(argument, _run, Spent(), front.Width, text => front.Print(new Line { Hang = text.Length - text.TrimStart().Length }.Add(text))), cancel).ConfigureAwait(false)).ConfigureAwait(false);
        if (effect == SlashEffect.Clear)
            Reopen(Reinvocation.Anew(invocation), authority: null);
        else if (effect == SlashEffect.SwitchModel)
            SwitchModel(argument);
        return effect != SlashEffect.Leave;
    }

    private async Task InterruptibleAsync(Func<CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource();
        _interrupt.Begin(stop);
        front.Begin(_interrupt.Now);
        try
        {
            await work(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            front.Print(Line.Of("Interrupted. The session is whole; say what to do instead.", Style.Of(Paint.Yellow)));
        }
        finally
        {
            _interrupt.End();
            await front.EndAsync().ConfigureAwait(false);
        }
    }

    private void SwitchModel(string model)
    {
        if (_hasSaid && _run.Session is null)
            throw Failure.Usage("this conversation is not kept, so another model cannot go on with it; begin anew with /clear, or leave out --no-session-persistence");
        Reopen(Reinvocation.WithModel(invocation, model, _hasSaid ? _run.Session!.Id : null), _run.Authority);
        front.Print(Line.Of($"model: {_run.Facts.Model}"));
    }

    /// <summary>Another agent in place of the one there is; where it cannot be opened, the old one again.</summary>
    private void Reopen(Invocation next, RunAuthority? authority)
    {
        _before = Spent();
        var (old, hadSaid) = (_run.Session?.Id, _hasSaid);
        var back = Reinvocation.Resuming(invocation, hadSaid ? old : null);
        Close();
        try
        {
            _run = AgentRun.Open(Reinvocation.WithBudget(next, _before.Dollars), front, authority);
            (invocation, _hasSaid) = (next, hadSaid && authority is not null);
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
        _standing = Standing.Of(_run.Facts.Model, Mode()) with { Spent = Spent() };
        front.Use(_run, _standing);
    }

    private void Close()
    {
        var unused = _hasSaid ? null : _run.Session?.Path;
        _run.Dispose();
        if (unused is not null)
            new Sessions.SessionFolder(_run.Store.Root).Remove(unused, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"));
    }

    private string Mode() => PermissionModes.All[(int)_run.Authority.Mode];

    private AgentAccount Spent()
    {
        var now = _run.Loop.Account;
        return new AgentAccount(_before.Turns + now.Turns, _before.Usage + now.Usage, now.Dollars is null ? _before.Dollars : now.Dollars + (_before.Dollars ?? 0)) { Models = [.. _before.Models ?? [], .. now.Models], Agents = [.. _before.Agents, .. now.Agents] };
    }
}

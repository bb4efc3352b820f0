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
    private readonly TalkAgent _agent = new(front, invocation);
    private PermissionMode _told;
    private Task<string?>? _next;
    private bool _hasAnswered;

    /// <summary>Opens the agent; a failure here is that of the command.</summary>
    public void Open()
    {
        _agent.Open();
        _told = _agent.Run.Authority.Mode;
    }

    /// <summary>Talks until the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        front.Print(new Line().Add("pith ", Style.Bold).Add($"{Product.Version} · {_agent.Run.Facts.Model} · {_agent.Run.Facts.Folder}", Style.Dim));
        front.Print(Line.Of(_agent.HasSaid ? $"The session {_agent.Run.Session?.Id} goes on." : "/help shows commands and keys.", Style.Dim));
        var line = invocation.Operands.Count > 0 ? invocation.Operands[0] : null;
        if (line is not null)
            front.Print(new Line { Hang = 2 }.Add("> ", Style.Of(Paint.Green)).Add(line, Style.Bold));
        while ((line ?? await NextAsync().ConfigureAwait(false)) is { } typed)
        {
            line = null;
            if (!await TakeAsync(typed).ConfigureAwait(false))
                break;
        }

        return front.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _agent.Dispose();

    /// <summary>The next line that is typed; meanwhile hooks may wake the agent, and hear that a person is waited for.</summary>
    private async Task<string?> NextAsync()
    {
        for (var woken = 0; ;)
        {
            var hooks = _agent.Run.Hooks;
            using var idle = _hasAnswered ? hooks.Attention.Idle() : null;
            _next ??= front.NextAsync();
            if (!front.TakesPromptsMeanwhile || woken == LateWords.MostWoken || await Task.WhenAny(_next, hooks.Late.Woken).ConfigureAwait(false) == _next)
            {
                var typed = await _next.ConfigureAwait(false);
                _next = null;
                return typed;
            }

            idle?.Dispose();
            // It may have been told already, between two rests.
            if (hooks.LateNotes() is not { Count: > 0 } notes)
                continue;
            woken++;
            await HeldAsync(async () =>
            {
                await AskAsync(string.Join('\n', notes)).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
    }

    /// <summary>What is typed; false to leave.</summary>
    private Task<bool> TakeAsync(string typed) => HeldAsync(async () =>
    {
        if (SlashCommands.IsCommand(typed.Trim()))
            return await CommandAsync(typed.Trim()).ConfigureAwait(false);
        if (typed.TrimStart() is ['!', .. { Length: > 0 } command])
            await ShellAsync(command.Trim()).ConfigureAwait(false);
        else if (!string.IsNullOrWhiteSpace(typed))
            await AskAsync(typed).ConfigureAwait(false);
        return true;
    });

    /// <summary>Does something; a failure of it is told, and is no end of the conversation.</summary>
    private async Task<bool> HeldAsync(Func<Task<bool>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
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
        if (_agent.Run.Authority.Mode != _told)
            _notes.Add($"[The permission mode is now {PermissionModes.All[(int)(_told = _agent.Run.Authority.Mode)]}.{(_told == PermissionMode.Plan ? " Only reading is allowed: make a plan, and change nothing." : "")}]");
        var words = Encoding.UTF8.GetBytes(string.Join("\n\n", [.. _notes, prompt]));
        _notes.Clear();
        _agent.HasSaid = true;
        await InterruptibleAsync(async cancel =>
        {
            await foreach (var found in _agent.Run.WorkAsync(UserPrompt.Of(words), cancel).ConfigureAwait(false))
            {
                await front.TakeAsync(found, _agent.StandingAfter(found)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        _hasAnswered = true;
    }

    /// <summary>A command of the person's own: it runs at once, and the model sees it with the next prompt.</summary>
    private Task ShellAsync(string command) => InterruptibleAsync(async cancel =>
    {
        var result = await _agent.Run.Kit.Bash.RunAsync(ShellLine.Call(command), cancel).ConfigureAwait(false);
        foreach (var line in ResultLines.Whole(result))
            front.Print(line);
        _notes.Add(ShellLine.Note(command, result));
    });

    private async Task<bool> CommandAsync(string typed)
    {
        var (command, argument) = SlashCommands.Find(typed);
        var effect = SlashEffect.None;
        await InterruptibleAsync(async cancel =>
            effect = await command.RunAsync(new SlashCall(argument, _agent.Run, _agent.Spent, front.Width, text => front.Print(new Line { Hang = text.Length - text.TrimStart().Length }.Add(text))), cancel).ConfigureAwait(false)).ConfigureAwait(false);
        if (effect == SlashEffect.Clear)
            _agent.Clear();
        else if (effect == SlashEffect.SwitchModel)
            _agent.SwitchModel(argument);
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
}

using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Cli.Terminal.Devices;
using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Fronts;
using Pith.Cli.Terminal.Talks;

namespace Pith.Cli.Verbs;

/// <summary><c>pith</c> alone: a conversation in the terminal.</summary>
internal static class ChatVerb
{
    private const int PatienceMs = 250;

    public static int Run(Invocation invocation)
    {
        invocation = RunEnvironment.Under(invocation);
        var around = invocation.Around;
        if (invocation.Has(Flags.InitOnly))
            return SetupHooks.Run(invocation);
        if (!around.InIsTerminal || !around.OutIsTerminal)
            throw Failure.Usage("a conversation needs a terminal, and standard input or output is none; for scripts there is pith -p 'say hello', and 'pith --help' lists the other commands");
        ChangedFolder.Ask(invocation, Directory.GetCurrentDirectory());
        if (invocation.Word(Flags.Resume) is "")
            invocation = Reinvocation.Resuming(invocation, SessionPicker.Choose(around, Directory.GetCurrentDirectory()));
        IFront? front = null;
        var inside = around.WithError(new FrontErrors(() => front!));
        front = Front(invocation, inside);
        using var shown = front;
        using var talk = new Talk(front, invocation.In(inside));
        talk.Open();
        front.Start();
        return talk.RunAsync().GetAwaiter().GetResult();
    }

    private static IFront Front(Invocation invocation, Surroundings around)
    {
        if (OperatingSystem.IsWindows() || invocation.Has(Flags.PlainLines) || around.Variable(EnvironmentVariable.Plain) == "1" || around.Variable("TERM") is "dumb" or null or "" || Tty.Settings() is not { } settings)
            return new PlainFront(around);
        var terminal = new UnixTerminal(around.Out, settings, TellsKeys(around));
        var history = new InputHistory(Path.Combine(StoreRoot.Of(around), "history"));
        history.Load();
        var styled = !invocation.Has(Flags.NoColor) && around.Variable(EnvironmentVariable.NoColor) is null or "";
        return new InlineFront(terminal, new Stage(terminal, new Prompter(history, new Completer(Directory.GetCurrentDirectory())), styled, TimeSpan.FromMilliseconds(PatienceMs)));
    }

    /// <summary>Terminals that tell Shift-Enter from Enter when asked, by kitty's protocol. Others may take the question for something else.</summary>
    private static bool TellsKeys(Surroundings around) =>
        around.Variable("TERM") is "xterm-kitty" or "xterm-ghostty" or "foot" or "alacritty" || around.Variable("TERM_PROGRAM") is "ghostty" or "WezTerm" or "iTerm.app";
}

using System.Runtime.Versioning;
using Pith.Store;

namespace Pith.Tools.Shells;

/// <summary>A command that runs beside the conversation.</summary>
[SupportedOSPlatform("linux")]
internal sealed class BackgroundCommand
{
    private readonly Task<CappedBlob?> end;
    private long told;

    public BackgroundCommand(string id, Command command, Func<Command, CappedBlob?> drain)
    {
        (Id, Command) = (id, command);
        end = Task.Factory.StartNew(() => Follow(drain), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public string Id { get; }

    public Command Command { get; }

    public bool IsRunning => !end.IsCompleted;

    /// <summary>Where the whole output is, once it has ended and was long.</summary>
    public CappedBlob? Stored => end.IsCompletedSuccessfully ? end.Result : null;

    /// <summary>The output since the last time it was asked for.</summary>
    public byte[] News()
    {
        var position = Interlocked.Exchange(ref told, Command.Kept.Length);
        return Command.Kept.TextSince(position);
    }

    private CappedBlob? Follow(Func<Command, CappedBlob?> drain)
    {
        using (Command)
            return drain(Command);
    }

    /// <summary>Ends it and all it started; returns when it is gone.</summary>
    public void Stop()
    {
        Command.Stop();
        end.Wait();
    }
}

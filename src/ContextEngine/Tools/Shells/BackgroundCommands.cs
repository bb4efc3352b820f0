using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Pith.Store;

namespace Pith.Tools.Shells;

/// <summary>The commands that run beside the conversation, by the names the model knows them by.</summary>
[SupportedOSPlatform("linux")]
internal sealed class BackgroundCommands : IDisposable
{
    /// <summary>More at once are refused.</summary>
    public const int Most = 32;

    private readonly ConcurrentDictionary<string, BackgroundCommand> commands = new(StringComparer.Ordinal);
    private int count;

    public IEnumerable<string> Names => commands.Keys.Order(StringComparer.Ordinal);

    public int Running => commands.Values.Count(c => c.IsRunning);

    public BackgroundCommand Add(Command command, Func<Command, CappedBlob?> drain)
    {
        var added = new BackgroundCommand($"bash_{Interlocked.Increment(ref count)}", command, drain);
        commands[added.Id] = added;
        return added;
    }

    public BackgroundCommand? Find(string id) => commands.TryGetValue(id, out var found) ? found : null;

    public void Dispose()
    {
        // All at once: each may take its two seconds.
        foreach (var command in commands.Values)
            command.Command.Stop();
        foreach (var command in commands.Values)
            command.Stop();
    }
}

using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Sessions;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary>Where sessions are, and which one a word means.</summary>
internal static class SessionRooms
{
    public static SessionFolder Of(Surroundings around) => new(StoreRoot.Of(around));

    public static SessionOptions Options(Invocation invocation) => new()
    {
        Holder = $"process {Environment.ProcessId}, pith {invocation.Name}",
        Warn = sentence => invocation.Around.Complain($"warning: {sentence}"),
    };

    /// <summary>The one session that the first operand means: an id, its beginning, a title, or a file.</summary>
    public static string Find(Invocation invocation)
    {
        var word = invocation.Operands[0];
        if (word.Length == 0)
            throw Failure.Usage($"'pith {invocation.Name}' was given an empty name for a session; quote a variable only where it is set");
        if (word.EndsWith(LogSegments.Extension, StringComparison.Ordinal) && File.Exists(word))
            return Path.GetFullPath(word);
        var found = Of(invocation.Around).Find(word);
        if (found.Count == 0 && File.Exists(word))
            return Path.GetFullPath(word);
        return found.Count switch
        {
            1 => found[0],
            0 when word.Contains('\uFFFD', StringComparison.Ordinal) => throw Failure.NoInput($"{InputFile.Shown(word)} does not exist; a name that is no UTF-8 cannot be opened, so rename it"),
            0 => throw Failure.NoInput($"no session has the id or title {Failure.Shown(word)}; 'pith sessions list --all' shows all"),
            _ => throw Failure.Usage($"{Failure.Shown(word)} may be any of {string.Join(", ", found.Take(5).Select(Path.GetFileNameWithoutExtension))}; write more of the id"),
        };
    }

    /// <summary>Runs what writes; a session that another process writes to, and a disk that refuses, end with the way out.</summary>
    public static T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (LogHeldException held)
        {
            throw Failure.CannotWrite($"{held.Message}; end that first, or 'pith sessions fork' goes on from it in a session of its own");
        }
        catch (StoreException refused)
        {
            throw Failure.CannotWrite(refused.Message);
        }
    }
}

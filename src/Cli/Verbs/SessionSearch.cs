using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Sessions;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary>Finds what was said in sessions, each line where it was said and not in every fork that shares it.</summary>
internal static class SessionSearch
{
    /// <summary>The lines that have the words, in any case; what cannot be read is said and passed over.</summary>
    public static IEnumerable<FoundLine> Of(Invocation invocation, string words)
    {
        var store = StoreRoot.Open(invocation.Around);
        foreach (var session in SessionRooms.Of(invocation.Around).List(invocation.Has(Flags.All) ? null : Environment.CurrentDirectory))
            foreach (var message in Readable(session, store, invocation.Around))
                if (message.Session == session.Id || session.Parent.Length > 0 && Path.IsPathRooted(session.Parent) && message.Session == Path.GetFileNameWithoutExtension(session.Parent))
                    foreach (var line in SessionBlock.Of(message).SelectMany(block => block.Text.Split('\n')).Where(line => line.Contains(words, StringComparison.OrdinalIgnoreCase)))
                        yield return new FoundLine(session.Id, message.Sequence, message.Role, line);
    }

    public static Failure Nothing() => Failure.NoInput("no session here says that; --all searches those of all folders");

    // A session that cannot be read, or a fork whose parent is gone, does not hide the others.
    private static IEnumerable<SessionMessage> Readable(SessionSummary session, BlobStore store, Surroundings around)
    {
        using var messages = SessionMessages.All(session.Path, store, Complain).GetEnumerator();
        while (Next())
            yield return messages.Current;

        bool Next()
        {
            try
            {
                return messages.MoveNext();
            }
            catch (StoreException unreadable)
            {
                Complain(unreadable.Message);
                return false;
            }
        }

        void Complain(string sentence) => around.Complain($"warning: session {session.Id}: {sentence}");
    }
}

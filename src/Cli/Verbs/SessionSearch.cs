using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Sessions;

namespace Pith.Cli.Verbs;

/// <summary>Finds what was said in sessions, each line where it was said and not in every fork that shares it.</summary>
internal static class SessionSearch
{
    /// <summary>The lines that have the words, in any case; what cannot be read is said and passed over.</summary>
    public static IEnumerable<FoundLine> Of(Invocation invocation, string words)
    {
        var store = StoreRoot.Open(invocation.Around);
        foreach (var session in SessionRooms.Of(invocation.Around).List(invocation.Has(Flags.All) ? null : Environment.CurrentDirectory))
            foreach (var message in SessionMessages.All(session.Path, store))
                if (message.Session == session.Id || session.Parent.Length > 0 && Path.IsPathRooted(session.Parent) && message.Session == Path.GetFileNameWithoutExtension(session.Parent))
                    foreach (var line in SessionBlock.Of(message).SelectMany(block => block.Text.Split('\n')).Where(line => line.Contains(words, StringComparison.OrdinalIgnoreCase)))
                        yield return new FoundLine(session.Id, message.Sequence, message.Role, line);
    }

    public static Failure Nothing() => Failure.NoInput("no session here says that; --all searches those of all folders");
}

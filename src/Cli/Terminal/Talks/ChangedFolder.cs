using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Store;
using Pith.Trust;

namespace Pith.Cli.Terminal.Talks;

/// <summary>A folder that was trusted and has changed: a person at the terminal sees the difference and is asked.</summary>
internal static class ChangedFolder
{
    /// <summary>Asks where there is something to ask. What was shown is what is written down, whatever happens to the files meanwhile. Throws a <see cref="Failure"/> unless the answer is yes.</summary>
    public static void Ask(Invocation invocation, string folder)
    {
        if (TrustedFolder.Settle(invocation, folder) is not { Basis: TrustBasis.Changed, Record: { } record })
            return;
        var now = TrustedFolder.AsItStands(invocation, record.Folder);
        var changes = record.Against(now.Files);
        if (changes.Count == 0)
            return; // it was put back meanwhile
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes($"{TrustedFolder.Shown(changes)}{TrustedFolder.Sentence(record, changes)}. Trust it as it is now? [y/N] "));
        if (TypedAnswer.Read(invocation.Around.In).ToLowerInvariant() is not ("y" or "yes"))
            throw TrustedFolder.Refused(record, changes);
        try
        {
            new TrustLedger(StoreRoot.Of(invocation.Around)).Write(now);
        }
        catch (StoreException refused)
        {
            throw Failure.Refused(refused);
        }
    }
}

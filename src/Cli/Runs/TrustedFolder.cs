using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Permissions.Paths;
using Pith.Text;
using Pith.Trust;

namespace Pith.Cli.Runs;

/// <summary>Whether the folder that the program stands in is trusted: by a flag, by our record, by Claude Code's.</summary>
internal static class TrustedFolder
{
    // Settled once: all that asks in one run must hear the same.
    private static readonly ConditionalWeakTable<Invocation, FolderTrust> Settled = [];

    public static FolderTrust Of(Invocation invocation, string folder) => Settled.GetValue(invocation, asked => Settle(asked, folder));

    /// <summary>The same for what is about to work in the folder: where trusted files have changed it is refused; who is there to answer was asked before.</summary>
    public static void Require(Invocation invocation, string folder)
    {
        var trust = Of(invocation, folder);
        if (trust.Basis != TrustBasis.Changed)
            return;
        invocation.Around.Error.Write(Encoding.UTF8.GetBytes(Shown(trust.Changes)));
        throw Refused(trust.Record!, trust.Changes);
    }

    /// <summary>The folder with all that takes effect in it, as it stands now.</summary>
    public static TrustRecord AsItStands(Invocation invocation, string folder) =>
        new(folder, TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), FolderFiles.Now(FolderFiles.AtStart(invocation, folder).Concat(FolderFiles.Later(folder)), null));

    /// <summary>Changes as lines for a person.</summary>
    public static string Shown(IEnumerable<TrustChange> changes) => string.Concat(changes.SelectMany(c => c.Lines()).Select(line => PlainText.Of(line) + "\n"));

    /// <summary>That files have changed, in words that stand behind the changes.</summary>
    public static string Sentence(TrustRecord record, IReadOnlyList<TrustChange> changes) =>
        $"{(changes.Count == 1 ? "a file" : $"{changes.Count} files")} of this folder changed since you trusted it ({record.Since[..10]}), as shown";

    /// <summary>The refusal of a folder that changed.</summary>
    public static Failure Refused(TrustRecord record, IReadOnlyList<TrustChange> changes) =>
        new(ExitCode.NotTrusted, $"{Sentence(record, changes)}; 'pith trust add' takes the folder as it is now, --trust does so for this run, 'pith trust remove' forgets that it was trusted");

    /// <summary>Reads the folder as it would be trusted now.</summary>
    public static FolderTrust Settle(Invocation invocation, string folder)
    {
        if (invocation.Has(Flags.Trust))
            return new FolderTrust(TrustBasis.Given, null, []);
        if (RealPath.OrNull(folder) is { } real && Ledger(invocation)?.Find(real) is { } record)
        {
            var changes = record.Against(FolderFiles.Now(FolderFiles.AtStart(invocation, folder), record));
            return new FolderTrust(changes.Count == 0 ? TrustBasis.Recorded : TrustBasis.Changed, record, changes);
        }

        return new FolderTrust(SaysClaudeCode(invocation, folder, "hasTrustDialogAccepted") ? TrustBasis.Foreign : TrustBasis.None, null, []);
    }

    /// <summary>Where records are; null where nothing says where that would be.</summary>
    public static TrustLedger? Ledger(Invocation invocation)
    {
        try
        {
            return new TrustLedger(StoreRoot.Of(invocation.Around));
        }
        catch (Failure)
        {
            return null;
        }
    }

    /// <summary>Whether a project's instructions may take in this file outside of it.</summary>
    public static bool MayReach(Invocation invocation, string folder, string real) => Of(invocation, folder) switch
    {
        { Basis: TrustBasis.Recorded, Record: { } record } => record.Files.Any(f => RealPath.OrNull(f.Path) == real),
        { Basis: TrustBasis.Foreign } => SaysClaudeCode(invocation, folder, "hasClaudeMdExternalIncludesApproved"),
        _ => false,
    };

    /// <summary>Whether Claude Code recorded this about the very folder. What cannot be read trusts nobody.</summary>
    private static bool SaysClaudeCode(Invocation invocation, string folder, string what) =>
        ClaudeRecord.Of(invocation).Project(folder).Says(what);
}

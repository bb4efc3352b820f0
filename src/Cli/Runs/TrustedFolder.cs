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

    /// <summary>The same for what is about to work in the folder: where trusted files have changed it is asked anew, and here nobody is there to answer.</summary>
    public static void Require(Invocation invocation, string folder)
    {
        var trust = Of(invocation, folder);
        if (trust.Basis != TrustBasis.Changed)
            return;
        var shown = new StringBuilder();
        foreach (var line in trust.Changes.SelectMany(c => c.Lines()))
            shown.Append(PlainText.Of(line)).Append('\n');
        invocation.Around.Error.Write(Encoding.UTF8.GetBytes(shown.ToString()));
        throw new Failure(ExitCode.NotTrusted, $"{Count(trust.Changes.Count)} of this folder changed since you trusted it ({trust.Record!.Since[..10]}), as shown; 'pith trust add' takes the folder as it is now, --trust does so for this run, 'pith trust remove' forgets that it was trusted");
    }

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

    private static string Count(int files) => files == 1 ? "a file" : $"{files} files";

    /// <summary>Whether Claude Code recorded this about the very folder. What cannot be read trusts nobody.</summary>
    private static bool SaysClaudeCode(Invocation invocation, string folder, string what) =>
        ClaudeRecord.Of(invocation).Project(folder).Says(what);
}

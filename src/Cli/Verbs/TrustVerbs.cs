using System.Text;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Permissions.Paths;
using Pith.Store;
using Pith.Trust;

namespace Pith.Cli.Verbs;

/// <summary><c>pith trust add|remove|list|show</c>.</summary>
internal static class TrustVerbs
{
    public static int Add(Invocation invocation)
    {
        var folder = FolderOf(invocation);
        var ledger = new TrustLedger(StoreRoot.Of(invocation.Around));
        var earlier = ledger.Find(folder);
        var record = TrustedFolder.AsItStands(invocation, folder);
        var files = record.Files;
        try
        {
            ledger.Write(record);
        }
        catch (StoreException refused)
        {
            throw Failure.Refused(refused);
        }

        var text = new StringBuilder($"{InputFile.Shown(folder)} is trusted, as it stands now");
        text.Append(files.Count == 0 ? "; nothing in it takes effect by itself.\n" : $". What takes effect in it:\n{List(files, folder)}");
        text.Append(TrustedFolder.Shown(earlier?.Against(files) ?? []));
        StoreVerbs.Print(invocation, text.ToString());
        return ExitCode.Done;
    }

    public static int Remove(Invocation invocation)
    {
        var folder = FolderOf(invocation, mayBeGone: true);
        if (!new TrustLedger(StoreRoot.Of(invocation.Around)).Remove(folder))
            throw Failure.NoInput($"nothing is recorded about {InputFile.Shown(folder)}; 'pith trust list' shows which folders are trusted");
        StoreVerbs.Print(invocation, $"{InputFile.Shown(folder)} is not trusted any more.\n");
        return ExitCode.Done;
    }

    public static int List(Invocation invocation)
    {
        var records = new TrustLedger(StoreRoot.Of(invocation.Around)).All();
        if (invocation.Has(Flags.Json))
        {
            using var document = new JsonDocumentStream(invocation.Around.Out);
            document.Writer.WriteStartObject();
            document.Writer.WriteStartArray("folders");
            foreach (var record in records)
            {
                document.Writer.WriteStartObject();
                document.Writer.WriteString("folder", record.Folder);
                document.Writer.WriteString("since", record.Since);
                document.Writer.WriteNumber("files", record.Files.Count);
                document.Writer.WriteEndObject();
            }

            document.Writer.WriteEndArray();
            document.Writer.WriteEndObject();
            return ExitCode.Done;
        }

        var table = new Table("", new Column("folder"), new("since"), new("files", true));
        foreach (var record in records)
            table.Add(InputFile.Shown(record.Folder), record.Since, $"{record.Files.Count:N0}");
        TablePrinter.ForOutput(invocation).Write(table);
        return ExitCode.Done;
    }

    public static int Show(Invocation invocation)
    {
        var folder = FolderOf(invocation);
        var trust = TrustedFolder.Settle(invocation, folder);
        var files = FolderFiles.Now(FolderFiles.AtStart(invocation, folder), trust.Record);
        if (invocation.Has(Flags.Json))
        {
            WriteJson(invocation, folder, trust, files);
            return ExitCode.Done;
        }

        var text = new StringBuilder($"{InputFile.Shown(folder)} {Sentence(trust)}\n");
        text.Append(files.Count == 0 ? "Nothing in it takes effect by itself.\n" : $"What takes effect in it, once it is trusted:\n{List(files, folder)}");
        text.Append(TrustedFolder.Shown(trust.Changes));
        StoreVerbs.Print(invocation, text.ToString());
        return ExitCode.Done;
    }

    private static string Sentence(FolderTrust trust) => trust.Basis switch
    {
        TrustBasis.Recorded => $"is trusted since {trust.Record!.Since}.",
        TrustBasis.Changed => $"was trusted at {trust.Record!.Since} and has changed since, so nothing in it counts; 'pith trust add' takes it as it is now.",
        TrustBasis.Foreign => "is trusted by Claude Code's record, which names no files; 'pith trust add' takes down what it holds, and a change is asked about.",
        _ => "is not trusted; 'pith trust add' takes it as it is now.",
    };

    private static void WriteJson(Invocation invocation, string folder, FolderTrust trust, IReadOnlyList<TrustedFile> files)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteString("basis", trust.Basis.ToString().ToLowerInvariant());
        json.WriteBoolean("trusted", trust.IsTrusted);
        json.WriteString("since", trust.Record?.Since);
        json.WriteStartArray("files");
        foreach (var file in files)
            json.WriteStringValue(file.Path);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in trust.Changes)
        {
            json.WriteStartObject();
            json.WriteString("path", change.Path);
            json.WriteString("kind", change.Before is null ? "new" : change.Now is null ? "gone" : "changed");
            json.WriteString("difference", string.Join('\n', change.Lines()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string List(IReadOnlyList<TrustedFile> files, string folder) =>
        string.Concat(files.Select(f => $"  {InputFile.Shown(LexicalPath.IsWithin(f.Path, folder) ? Path.GetRelativePath(folder, f.Path) : f.Path)}\n"));

    /// <summary>The real path of the folder that is named, or of this one.</summary>
    private static string FolderOf(Invocation invocation, bool mayBeGone = false)
    {
        var named = PathArgument.Full(invocation.Operands.Count > 0 ? invocation.Operands[0] : Directory.GetCurrentDirectory());
        if (!mayBeGone && !Directory.Exists(named))
            throw Failure.NoInput($"there is no folder {InputFile.Shown(named)}; check the name");
        return RealPath.OrNull(named) is { } real ? real : throw Failure.BadInput($"nobody can tell where {InputFile.Shown(named)} leads");
    }
}

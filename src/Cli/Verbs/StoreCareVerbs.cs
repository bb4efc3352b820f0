using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Offload;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary><c>pith store verify|gc|repair</c>: the health of the store.</summary>
internal static class StoreCareVerbs
{
    private const int MostReferences = 20;

    public static int Verify(Invocation invocation)
    {
        var store = StoreRoot.Open(invocation.Around);
        var faults = store.Verify().ToList();
        var references = Reading(() => store.ReferencesTo([.. faults.Where(f => f.Hash is not null).Select(f => f.Hash!.Value)], Roots(invocation), MostReferences));
        if (invocation.Has(Flags.Json))
        {
            using var document = new JsonDocumentStream(invocation.Around.Out);
            var json = document.Writer;
            json.WriteStartObject();
            json.WriteNumber("blobs", store.List().Count);
            WriteFaults(json, faults, references);
            json.WriteEndObject();
            return CodeOf(faults);
        }

        Complain(invocation.Around, faults, references);
        return faults.Count == 0 ? StoreVerbs.Print(invocation, $"{Quantity.Of(store.List().Count, "blob")}, all whole\n") : ExitCode.BadInput;
    }

    public static int Collect(Invocation invocation)
    {
        var store = StoreRoot.Open(invocation.Around);
        var options = new CollectOptions { AlsoFrom = Roots(invocation), IsRehearsal = invocation.Has(Flags.DryRun), Holder = Holder(invocation) };
        var report = Reading(() => store.Collect(options));
        if (!invocation.Has(Flags.Json))
            return StoreVerbs.Print(invocation, Sentences(report, options.IsRehearsal));
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteBoolean("dryRun", options.IsRehearsal);
        json.WriteNumber("filesSearched", report.Roots);
        json.WriteNumber("referenced", report.Referenced);
        json.WriteNumber("young", report.Young);
        json.WriteNumber("trashed", report.Trashed);
        json.WriteNumber("trashedBytes", report.TrashedBytes);
        json.WriteNumber("restored", report.Restored);
        json.WriteNumber("deleted", report.Deleted);
        json.WriteNumber("deletedBytes", report.DeletedBytes);
        json.WriteNumber("packed", report.Packed);
        json.WriteEndObject();
        return ExitCode.Done;
    }

    public static int Repair(Invocation invocation)
    {
        var around = invocation.Around;
        var store = StoreRoot.Open(around);
        var done = StoreRoot.Writing(store, around, () => store.Repair(Holder(invocation)));
        var faults = store.Verify().ToList();
        var references = Reading(() => store.ReferencesTo([.. faults.Where(f => f.Hash is not null).Select(f => f.Hash!.Value)], Roots(invocation), MostReferences));
        if (invocation.Has(Flags.Json))
        {
            using var document = new JsonDocumentStream(around.Out);
            var json = document.Writer;
            json.WriteStartObject();
            json.WriteStartArray("repaired");
            foreach (var repair in done)
            {
                json.WriteStartObject();
                json.WriteString("path", repair.File);
                json.WriteString("action", repair.Action);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteFaults(json, faults, references);
            json.WriteEndObject();
            return CodeOf(faults);
        }

        foreach (var repair in done)
            StoreVerbs.Print(invocation, $"{InputFile.Shown(repair.File)} {repair.Action}\n");
        Complain(around, faults, references);
        if (done.Count == 0 && faults.Count == 0)
            StoreVerbs.Print(invocation, "nothing to repair\n");
        return CodeOf(faults);
    }

    private static int CodeOf(List<BlobFault> faults) => faults.Count == 0 ? ExitCode.Done : ExitCode.BadInput;

    /// <summary>One sentence for each fault, with the first place that refers to what is damaged.</summary>
    private static void Complain(Surroundings around, List<BlobFault> faults, IReadOnlyDictionary<BlobHash, IReadOnlyList<BlobReference>> references)
    {
        foreach (var fault in faults)
        {
            var name = fault.Hash is { } hash ? $" ({Handle.Format(hash)})" : "";
            var places = fault.Hash is { } damaged && references.TryGetValue(damaged, out var found) ? found : [];
            var cited = fault.Hash is null ? "" : places.Count == 0
                ? "; nothing known refers to it"
                : $"; {string.Join(", ", places.Take(3).Select(p => $"{InputFile.Shown(p.File)}:{p.Line}"))}{(places.Count > 3 ? $" and {(places.Count == MostReferences ? "more" : $"{places.Count - 3} more")}" : "")} refer to it";
            around.Complain($"{InputFile.Shown(fault.File)}{name} {fault.Problem}{cited}");
        }
    }

    private static void WriteFaults(Utf8JsonWriter json, List<BlobFault> faults, IReadOnlyDictionary<BlobHash, IReadOnlyList<BlobReference>> references)
    {
        json.WriteStartArray("damaged");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("path", fault.File);
            json.WriteString("reason", fault.Problem);
            if (fault.Hash is { } hash)
            {
                StoreVerbs.WriteBlob(json, hash);
                json.WriteStartArray("references");
                foreach (var place in references.TryGetValue(hash, out var found) ? found : [])
                {
                    json.WriteStartObject();
                    json.WriteString("path", place.File);
                    json.WriteNumber("line", place.Line);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Sentences(CollectReport report, bool isRehearsal)
    {
        var would = isRehearsal ? "would be " : "";
        return $"{Quantity.Of(report.Trashed, "blob")} {would}moved to the trash ({report.TrashedBytes:N0} bytes on disk), {Quantity.Of(report.Deleted, "file")} {would}deleted from it ({report.DeletedBytes:N0} bytes), {report.Restored:N0} {would}taken out of it, {report.Packed:N0} {would}packed\n"
            + $"{Quantity.Of(report.Referenced, "blob")} stay because something refers to them, {report.Young:N0} because they are young or packed with others; {Quantity.Of(report.Roots, "file")} searched\n";
    }

    private static string Holder(Invocation invocation) => $"process {Environment.ProcessId}, pith {invocation.Name}";

    /// <summary>What else refers to contents: the files and folders given, and those of other programs that sessions go on from.</summary>
    private static string[] Roots(Invocation invocation) => [.. invocation.Operands.Select(Path.GetFullPath), .. SessionRooms.Of(invocation.Around).ForeignFiles()];

    /// <summary>What cannot be read decides here, so it is bad input and not a missing one.</summary>
    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (StoreException refused)
        {
            throw Failure.BadInput(refused.Message);
        }
    }
}

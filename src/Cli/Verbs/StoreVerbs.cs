using System.Text;
using System.Text.Json;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Offload;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary><c>pith store</c>: the contents behind handles.</summary>
internal static class StoreVerbs
{
    public static int Put(Invocation invocation)
    {
        using var content = InputFile.OpenRaw(invocation.Operands[0], invocation.Around);
        var store = StoreRoot.Open(invocation.Around);
        var hash = InputFile.Reading(invocation.Operands[0], () => StoreRoot.Writing(() => store.Put(content)));
        if (!invocation.Has(Flags.Json))
            return Print(invocation, $"{Handle.Format(hash)}\n");
        using var document = new JsonDocumentStream(invocation.Around.Out);
        document.Writer.WriteStartObject();
        WriteBlob(document.Writer, hash);
        document.Writer.WriteEndObject();
        return ExitCode.Done;
    }

    public static int Get(Invocation invocation)
    {
        var store = StoreRoot.Open(invocation.Around);
        var hash = Find(store, invocation.Operands[0], invocation.Around);
        using var target = new OutputTarget(invocation);
        store.CopyTo(hash, target);
        target.Commit();
        return ExitCode.Done;
    }

    public static int List(Invocation invocation)
    {
        var blobs = StoreRoot.Open(invocation.Around).List();
        if (invocation.Has(Flags.Json))
        {
            using var document = new JsonDocumentStream(invocation.Around.Out);
            var json = document.Writer;
            json.WriteStartObject();
            json.WriteStartArray("blobs");
            foreach (var blob in blobs)
            {
                json.WriteStartObject();
                WriteBlob(json, blob.Hash);
                if (blob.RawLength < 0)
                    json.WriteBoolean("damaged", true);
                else
                    json.WriteNumber("bytes", blob.RawLength);
                json.WriteNumber("bytesOnDisk", blob.StoredLength);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            return ExitCode.Done;
        }

        var table = new Table("", new Column("handle"), new("bytes", true), new("on disk", true));
        foreach (var blob in blobs)
            table.Add(Handle.Format(blob.Hash), blob.RawLength < 0 ? "damaged" : $"{blob.RawLength:N0}", $"{blob.StoredLength:N0}");
        TablePrinter.ForOutput(invocation).Write(table);
        return ExitCode.Done;
    }

    public static int Stats(Invocation invocation)
    {
        var stats = StoreRoot.Open(invocation.Around).Stats();
        var root = StoreRoot.Of(invocation.Around);
        if (!invocation.Has(Flags.Json))
            return Print(invocation, $"{Quantity.Of(stats.Count, "blob")}, {Quantity.Of(stats.RawBytes, "byte")}, {stats.StoredBytes:N0} bytes on disk in {InputFile.Shown(root)}{(stats.Damaged == 0 ? "" : $"; {stats.Damaged:N0} of them damaged")}\n");
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("path", root);
        json.WriteNumber("blobs", stats.Count);
        json.WriteNumber("damaged", stats.Damaged);
        json.WriteNumber("bytes", stats.RawBytes);
        json.WriteNumber("bytesOnDisk", stats.StoredBytes);
        json.WriteEndObject();
        return ExitCode.Done;
    }

    public static int Verify(Invocation invocation)
    {
        var store = StoreRoot.Open(invocation.Around);
        var faults = store.Verify().ToList();
        var code = faults.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
        if (invocation.Has(Flags.Json))
        {
            using var document = new JsonDocumentStream(invocation.Around.Out);
            var json = document.Writer;
            json.WriteStartObject();
            json.WriteNumber("blobs", store.Stats().Count);
            json.WriteStartArray("damaged");
            foreach (var fault in faults)
            {
                json.WriteStartObject();
                json.WriteString("path", fault.File);
                json.WriteString("reason", fault.Problem);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            return code;
        }

        foreach (var fault in faults)
            invocation.Around.Complain($"{InputFile.Shown(fault.File)} {fault.Problem}");
        return faults.Count == 0 ? Print(invocation, $"{Quantity.Of(store.Stats().Count, "blob")}, all whole\n") : code;
    }

    /// <summary>The content that a handle, a hash or the beginning of one names.</summary>
    public static BlobHash Find(BlobStore store, string word, Surroundings around)
    {
        if (!Handle.TryParse(word, out var prefix))
            throw Failure.Usage($"'{CommandLine.Shown(word)}' is not a handle; a handle looks like pith:0123456789abcdef");
        return store.Resolve(prefix, out var hash) switch
        {
            1 => hash,
            2 => throw Failure.Usage($"{CommandLine.Shown(word)} begins the hash of more than one content; write more of its digits"),
            _ => throw Failure.NoInput($"the store in {InputFile.Shown(StoreRoot.Of(around))} holds nothing under {CommandLine.Shown(word)}; 'pith store list' shows what it holds, {EnvironmentVariable.Home} chooses another store"),
        };
    }

    /// <summary>The members that name a content.</summary>
    public static void WriteBlob(Utf8JsonWriter json, BlobHash hash)
    {
        json.WriteString("handle", Handle.Format(hash));
        json.WriteString("sha256", hash.ToString());
    }

    private static int Print(Invocation invocation, string text)
    {
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes(text));
        return ExitCode.Done;
    }
}

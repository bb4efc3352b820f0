using System.Text;
using System.Text.Json;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Offload;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary><c>pith store put|get|list|stats</c>: the contents behind handles.</summary>
internal static class StoreVerbs
{
    public static int Put(Invocation invocation)
    {
        var around = invocation.Around;
        var cap = invocation.Word(Flags.Cap) is { } word ? SizeArgument.LongOf($"--{Flags.Cap.Name}", word) : 0;
        if (invocation.Has(Flags.Cap) && cap < BlobStore.SmallestCap)
            throw Failure.Usage($"--cap {cap} is too small; it must be at least {BlobStore.SmallestCap:N0} bytes");
        using var content = InputFile.OpenRaw(invocation.Operands[0], around);
        var store = StoreRoot.Open(around);
        var put = InputFile.Reading(invocation.Operands[0], () => StoreRoot.Writing(store, around, () =>
            cap > 0 ? store.PutCapped(content, cap) : new CappedBlob(store.Put(content), 0, 0)));
        if (put.Dropped > 0)
            around.Complain($"note: {put.Dropped:N0} of {put.Length:N0} bytes were left out, in the middle");
        if (!invocation.Has(Flags.Json))
            return Print(invocation, $"{Handle.Format(put.Hash)}\n");
        using var document = new JsonDocumentStream(around.Out);
        document.Writer.WriteStartObject();
        WriteBlob(document.Writer, put.Hash);
        if (cap > 0)
            document.Writer.WriteNumber("dropped", put.Dropped);
        document.Writer.WriteEndObject();
        return ExitCode.Done;
    }

    public static int Get(Invocation invocation)
    {
        var store = StoreRoot.Open(invocation.Around);
        var hash = Find(store, invocation.Operands[0], invocation.Around);
        if (!store.TryOpen(hash, out var content))
            throw Failure.NoInput($"{Failure.Shown(invocation.Operands[0])} has just gone from the store in {InputFile.Shown(store.Root)}");
        using (content)
        using (var target = new OutputTarget(invocation))
        {
            var (start, end) = ContentRange.Of(invocation, content);
            if (invocation.Has(Flags.Json))
                return GetJson(invocation, content, hash, start, end, target);
            ContentRange.Copy(content, start, end, target);
            target.Commit();
            return ExitCode.Done;
        }
    }

    private static int GetJson(Invocation invocation, BlobStream content, BlobHash hash, long start, long end, OutputTarget target)
    {
        const long largest = 256 << 20; // a document is built in memory
        if (target.IsStandardOutput && end - start > largest)
            throw Failure.Usage($"{end - start:N0} bytes are too many for one JSON document; add --output FILE, or ask for a part with --bytes or --lines");
        using var part = new MemoryStream();
        ContentRange.Copy(content, start, end, target.IsStandardOutput ? part : target);
        target.Commit();
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        WriteBlob(json, hash);
        json.WriteNumber("bytes", content.Length);
        json.WriteNumber("from", start);
        json.WriteNumber("length", end - start);
        var bytes = part.GetBuffer().AsSpan(0, (int)part.Length);
        if (!target.IsStandardOutput)
            json.WriteString("output", invocation.Word(Flags.Output));
        else if (System.Text.Unicode.Utf8.IsValid(bytes))
            json.WriteString("text", bytes);
        else
            json.WriteBase64String("base64", bytes);
        json.WriteEndObject();
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
        var store = StoreRoot.Open(invocation.Around);
        var (stats, room) = (store.Stats(), store.Room());
        if (!invocation.Has(Flags.Json))
            return Print(invocation, StatsText(store.Root, stats, room));
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("path", store.Root);
        json.WriteNumber("blobs", stats.Count);
        json.WriteNumber("damaged", stats.Damaged);
        json.WriteNumber("bytes", stats.RawBytes);
        json.WriteNumber("bytesOnDisk", stats.StoredBytes);
        json.WriteNumber("packs", stats.Packs);
        json.WriteNumber("packed", stats.Packed);
        json.WriteNumber("quarantined", stats.Quarantined);
        json.WriteNumber("trashed", stats.Trashed);
        json.WriteNumber("trashedBytes", stats.TrashedBytes);
        json.WriteNumber("used", room.Used);
        json.WriteNumber("quota", room.Quota);
        json.WriteEndObject();
        return ExitCode.Done;
    }

    private static string StatsText(string root, StoreStats stats, StoreRoom room)
    {
        var text = new StringBuilder();
        text.Append($"{Quantity.Of(stats.Count, "blob")}, {Quantity.Of(stats.RawBytes, "byte")}, {stats.StoredBytes:N0} bytes on disk in {InputFile.Shown(root)}");
        if (stats.Damaged > 0)
            text.Append($"; {stats.Damaged:N0} of them damaged");
        text.Append($"\n{stats.Packed:N0} of them in {Quantity.Of(stats.Packs, "pack")}; {room.Used:N0} of {room.Quota:N0} bytes of the quota used\n");
        if (stats.Trashed > 0)
            text.Append($"{Quantity.Of(stats.Trashed, "file")} in the trash, {stats.TrashedBytes:N0} bytes\n");
        if (stats.Quarantined > 0)
            text.Append($"{Quantity.Of(stats.Quarantined, "damaged file")} set aside\n");
        return text.ToString();
    }

    /// <summary>The content that a handle, a hash or the beginning of one names.</summary>
    public static BlobHash Find(BlobStore store, string word, Surroundings around)
    {
        if (!Handle.TryParse(word, out var prefix))
            throw Failure.Usage($"'{Failure.Shown(word)}' is not a handle; a handle looks like pith:0123456789abcdef");
        return store.Resolve(prefix, out var hash) switch
        {
            1 => hash,
            2 => throw Failure.Usage($"{Failure.Shown(word)} begins the hash of more than one content; write more of its digits"),
            _ => throw Failure.NoInput($"the store in {InputFile.Shown(StoreRoot.Of(around))} holds nothing under {Failure.Shown(word)}; 'pith store list' shows what it holds, {EnvironmentVariable.Home} chooses another store"),
        };
    }

    /// <summary>The members that name a content.</summary>
    public static void WriteBlob(Utf8JsonWriter json, BlobHash hash)
    {
        json.WriteString("handle", Handle.Format(hash));
        json.WriteString("sha256", hash.ToString());
    }

    /// <summary>Writes to standard output.</summary>
    public static int Print(Invocation invocation, string text)
    {
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes(text));
        return ExitCode.Done;
    }
}

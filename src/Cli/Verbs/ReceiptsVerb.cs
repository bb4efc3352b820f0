using System.Globalization;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Sessions;
using Pith.Text;

namespace Pith.Cli.Verbs;

/// <summary><c>pith sessions receipts</c>: what each compaction of a session took out and left.</summary>
internal static class ReceiptsVerb
{
    public static int Run(Invocation invocation)
    {
        var receipts = SessionReceipts.Of(SessionRooms.Find(invocation), StoreRoot.Open(invocation.Around)).ToList();
        if (invocation.Has(Flags.Json))
            WriteJson(receipts, invocation.Around.Out);
        else
            Write(receipts, invocation);
        foreach (var lost in receipts.Where(r => r.Json.IsEmpty))
            invocation.Around.Complain($"warning: record {lost.Sequence}: the receipt is no longer in the store");
        return receipts.Exists(r => r.Json.IsEmpty) ? ExitCode.BadInput : ExitCode.Done;
    }

    private static void WriteJson(List<SessionReceipt> receipts, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteStartArray("receipts");
        foreach (var receipt in receipts.Where(r => !r.Json.IsEmpty))
        {
            json.WriteStartObject();
            json.WriteString("when", receipt.When);
            json.WriteString("session", receipt.Session);
            json.WriteNumber("record", receipt.Sequence);
            json.WritePropertyName("receipt");
            json.WriteRawValue(receipt.Json.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(List<SessionReceipt> receipts, Invocation invocation)
    {
        var printer = TablePrinter.ForOutput(invocation);
        var table = new Table("", new Column("when"), new("trigger"), new("before", true), new("after", true), new("left", true), new("stayed", true), new("next call", true), new("all that left"), new("why"));
        foreach (var receipt in receipts.Where(r => !r.Json.IsEmpty))
        {
            using var document = ForeignJson.Parse(receipt.Json);
            var root = document.RootElement;
            var money = root.Field("money") is { ValueKind: JsonValueKind.Object } known ? $"${Number(known, "nextCallAsIs"):0.0000} → ${Number(known, "nextCallAsPlanned"):0.0000}" : "";
            table.Add(receipt.When, root.Word("trigger") ?? "", Tokens(root, "tokensBefore"), Tokens(root, "tokensAfter"), Count(root), Stayed(root), money, root.Word("history") ?? "", root.Word("reason") ?? "");
        }

        printer.Write(table);
        if (table.Rows.Count == 0)
            printer.WriteLine("The session has not been compacted.");
    }

    private static decimal Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.TryGetDecimal(out var number) ? number : 0;

    private static string Tokens(JsonElement root, string name) => Number(root, name).ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(JsonElement root) => root.Field("left") is { ValueKind: JsonValueKind.Array } left ? left.GetArrayLength().ToString("N0", CultureInfo.InvariantCulture) : "";

    private static string Stayed(JsonElement root) => root.Field("stayed") is { ValueKind: JsonValueKind.Object } stayed ? Tokens(stayed, "segments") : "";
}

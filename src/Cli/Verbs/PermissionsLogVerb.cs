using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Sessions;
using Pith.Text;

namespace Pith.Cli.Verbs;

/// <summary><c>pith permissions log</c>: what was allowed and refused in a session, by whom, for exactly which arguments.</summary>
internal static class PermissionsLogVerb
{
    public static int Run(Invocation invocation)
    {
        var path = invocation.Operands.Count > 0
            ? SessionRooms.Find(invocation)
            : SessionRooms.Of(invocation.Around).Newest(Directory.GetCurrentDirectory()) ?? throw Failure.NoInput("there is no session of this folder; name one, 'pith sessions list --all' shows all");
        if (invocation.Has(Flags.Json))
            WriteJson(invocation, path);
        else
            WriteTable(invocation, path);
        return ExitCode.Done;
    }

    private static void WriteTable(Invocation invocation, string path)
    {
        var table = new Table("", new Column("time"), new("verdict"), new("tool"), new("what"), new("by"), new("why"));
        foreach (var fact in SessionFacts.Of(path, ConsentLog.Kind))
        {
            using var document = ForeignJson.Parse(fact.Data);
            var data = document.RootElement;
            var needs = data.GetProperty("needs").EnumerateArray().Select(n => n.GetProperty("subject").GetString());
            table.Add(fact.Time, data.GetProperty("allowed").GetBoolean() ? "allowed" : "refused", Text(data, "tool"), PlainText.Of(string.Join(", ", needs)),
                Text(data, "rule") is { Length: > 0 } rule ? $"{Text(data, "by")} {rule}" : Text(data, "by"), PlainText.Of(Text(data, "reason")));
        }

        TablePrinter.ForOutput(invocation).Write(table);
    }

    private static void WriteJson(Invocation invocation, string path)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("session", Path.GetFileNameWithoutExtension(path));
        json.WriteStartArray("decisions");
        foreach (var fact in SessionFacts.Of(path, ConsentLog.Kind))
        {
            json.WriteStartObject();
            json.WriteString("time", fact.Time);
            json.WriteNumber("record", fact.Sequence);
            using var data = ForeignJson.Parse(fact.Data);
            foreach (var property in data.RootElement.EnumerateObject())
                property.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Text(JsonElement data, string name) => PlainText.Of(data.GetProperty(name).GetString() ?? "");
}

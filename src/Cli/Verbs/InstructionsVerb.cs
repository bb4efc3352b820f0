using System.Text;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Instructions;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary><c>pith instructions</c>: which instruction files an agent would be given here, and which not, and why.</summary>
internal static class InstructionsVerb
{
    public static int Run(Invocation invocation)
    {
        var folder = Directory.GetCurrentDirectory();
        var meter = MeterChoice.Of(invocation);
        string[] touched = invocation.Word(Flags.Touched) is { } path ? [PathArgument.Full(path)] : [];
        var files = InstructionFiles.Of(invocation, folder).Read(touched);
        if (invocation.Has(Flags.Json))
            WriteJson(invocation, meter, files);
        else
            WriteTable(invocation, meter, files);
        return ExitCode.Done;
    }

    private static void WriteTable(Invocation invocation, TokenMeter meter, IReadOnlyList<InstructionFile> files)
    {
        var loaded = files.Where(f => f.Skipped is null).ToArray();
        var table = new Table("", new Column("file"), new("of"), new("goes to"), new("tokens", true), new("characters", true));
        foreach (var file in loaded)
            table.Add(Shown(file), Word(file), Place(file), meter.Figure(Tokens(meter, file)), $"{file.Text.Length:N0}");
        if (loaded.Length > 0)
            table.Add("in all", "", "", meter.Figure(loaded.Sum(f => (long)Tokens(meter, f))), $"{loaded.Sum(f => f.Text.Length):N0}");
        TablePrinter.ForOutput(invocation).Write(table);
        var notes = new StringBuilder(loaded.Length > 0 ? $"tokens: {meter.Unit()}\n" : "No instruction file is loaded here.\n");
        foreach (var file in files)
        {
            foreach (var warning in file.Warnings)
                notes.Append($"note     {Shown(file)}: {warning}\n");
            if (file.Skipped is { } reason)
                notes.Append($"skipped  {Shown(file)}: {reason}\n");
        }

        StoreVerbs.Print(invocation, notes.ToString());
    }

    private static void WriteJson(Invocation invocation, TokenMeter meter, IReadOnlyList<InstructionFile> files)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteMeter(meter);
        json.WriteTokens(meter, files.Sum(f => (long)Tokens(meter, f)));
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("of", Word(file));
            json.WriteString("place", file.HasAuthority ? "system" : "user");
            json.WriteBoolean("loaded", file.Skipped is null);
            json.WriteString("skipped", file.Skipped);
            json.WriteString("importedBy", file.ImportedBy);
            json.WriteStartArray("paths");
            foreach (var glob in file.Globs)
                json.WriteStringValue(glob);
            json.WriteEndArray();
            json.WriteNumber("characters", file.Text.Length);
            json.WriteTokens(meter, Tokens(meter, file));
            json.WriteStartArray("notes");
            foreach (var warning in file.Warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int Tokens(TokenMeter meter, InstructionFile file) => meter.Count(Encoding.UTF8.GetBytes(file.Text));

    private static string Shown(InstructionFile file) => InputFile.Shown(file.ImportedBy is null ? file.Path : $"{file.Path} (by {Path.GetFileName(file.ImportedBy)})");

    private static string Word(InstructionFile file) => file.Scope switch
    {
        InstructionScope.Managed => "managed",
        InstructionScope.User => "user",
        InstructionScope.Local => "local",
        _ => "project",
    };

    private static string Place(InstructionFile file) => file.HasAuthority ? "system" : "user message";
}

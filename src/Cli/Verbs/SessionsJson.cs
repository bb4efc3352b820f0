using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Sessions;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>What <c>pith sessions</c> prints for programs; docs/schemas describes it.</summary>
internal static class SessionsJson
{
    public static int Sessions(Invocation invocation, IReadOnlyList<SessionSummary> sessions)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteStartArray("sessions");
        foreach (var session in sessions)
        {
            json.WriteStartObject();
            json.WriteString("id", session.Id);
            json.WriteString("title", session.Title);
            json.WriteString("folder", session.Cwd);
            json.WriteString("modified", SessionReadVerbs.Time(session.Modified));
            json.WriteNumber("bytes", session.Bytes);
            json.WriteString("path", session.Path);
            if (session.Parent.Length > 0)
                json.WriteString("parent", Path.GetFileNameWithoutExtension(session.Parent));
            if (Path.IsPathRooted(session.Parent))
                json.WriteString("foreign", session.Parent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return ExitCode.Done;
    }

    /// <summary>Message by message, so that memory is that of one.</summary>
    public static void Messages(Invocation invocation, IEnumerable<SessionMessage> messages)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("session", message.Session);
            json.WriteNumber("record", message.Sequence);
            json.WriteString("role", Word(message.Role));
            json.WriteStartArray("blocks");
            foreach (var block in SessionBlock.Of(message))
            {
                json.WriteStartObject();
                json.WriteString("kind", block.Kind.ToString().ToLowerInvariant());
                if (block.Tool.Length > 0)
                    json.WriteString("tool", block.Tool);
                json.WriteString("text", block.Text);
                if (block.IsError)
                    json.WriteBoolean("isError", true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (message.Lost is { } lost)
                json.WriteString("lost", lost);
            json.WriteEndObject();
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What was found; an empty list ends with 66 as the text does.</summary>
    public static int Found(Invocation invocation, IEnumerable<FoundLine> lines)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        var any = false;
        json.WriteStartObject();
        json.WriteStartArray("found");
        foreach (var line in lines)
        {
            any = true;
            json.WriteStartObject();
            json.WriteString("session", line.Session);
            json.WriteNumber("record", line.Record);
            json.WriteString("role", Word(line.Role));
            json.WriteString("line", line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return any ? ExitCode.Done : ExitCode.NoInput;
    }

    public static int Check(Invocation invocation, SessionCheck check, int code)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteNumber("records", check.Records);
        json.WriteNumber("logs", check.Logs);
        json.WriteNumber("blobs", check.Blobs);
        json.WriteStartArray("problems");
        foreach (var problem in check.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
        return code;
    }

    private static string Word(Role role) => role == Role.Assistant ? "assistant" : "user";
}

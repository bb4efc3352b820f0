using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Permissions;
using Pith.Permissions.Settings;
using Pith.Sessions;
using Pith.Store;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>Writes into a session's log what was allowed or refused, by whom, for exactly which arguments; durable before the call has an effect.</summary>
/// <param name="session">The log, another one after a rewind; null where nothing is kept.</param>
/// <param name="store">Takes arguments that are too long for a line.</param>
/// <param name="mode">The mode in force, which may change.</param>
internal sealed class ConsentLog(Func<SessionLog?> session, BlobStore store, Func<PermissionMode> mode)
{
    /// <summary>The records' kind.</summary>
    public const string Kind = "consent";

    private const int LongestInput = 16 << 10;

    /// <summary>Writes down one answer.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="call">The call as it will run.</param>
    /// <param name="needs">What it needs.</param>
    /// <param name="given">What decided.</param>
    public void Write(ITool tool, ToolCall call, IReadOnlyList<Need> needs, ConsentGiven given)
    {
        if (session() is not { } log)
            return;
        var data = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(data, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("call", call.Id);
            json.WriteString("tool", call.Name);
            json.WriteBoolean("allowed", given.Allowed);
            json.WriteString("by", given.By);
            json.WriteString("cause", EnumWord.Of(given.Decision.Cause));
            json.WriteString("rule", given.Decision.Rule?.ToString());
            json.WriteString("source", given.Decision.Rule is { } rule ? EnumWord.Of(rule.Source) : null);
            // A person's own answer is for this call; "for the session" is a rule, which the next call names.
            json.WriteString("scope", given.By is "rule" ? EnumWord.Of(given.Decision.Scope) : "call");
            json.WriteString("expiry", given.By is "rule" ? EnumWord.Of(given.Decision.Expiry) : "call");
            json.WriteString("reason", Clipped(given.Reason));
            json.WriteString("mode", PermissionModes.All[(int)mode()]);
            WriteNeeds(json, needs);
            WriteInput(json, call, given.IsChanged);
            json.WriteEndObject();
        }

        log.AppendMeta(Kind, data.WrittenSpan);
        if (given.Allowed && !tool.Spec.ReadOnly)
            log.Barrier(); // an effect whose permission nobody can find afterwards would be without one
    }

    private static string? Clipped(string? text) => text is { Length: > LongestInput } ? text[..LongestInput] : text;

    private static void WriteNeeds(Utf8JsonWriter json, IReadOnlyList<Need> needs)
    {
        json.WriteStartArray("needs");
        foreach (var need in needs)
        {
            json.WriteStartObject();
            json.WriteString("kind", EnumWord.Of(need.Kind));
            json.WriteString("subject", Clipped(need.Subject));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteInput(Utf8JsonWriter json, ToolCall call, bool isChanged)
    {
        json.WriteString("digest", Convert.ToHexStringLower(SHA256.HashData(call.Input.Span)));
        json.WriteBoolean("changed", isChanged);
        if (call.Input.Length > LongestInput)
            json.WriteString("inputAt", StoreRoot.TryPut(store, call.Input.Span)?.ToString());
        else
            json.WriteString("input", call.Input.Span); // as a text: it stays what it was, blanks and all
    }
}

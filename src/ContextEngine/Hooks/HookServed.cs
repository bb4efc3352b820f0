using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>A hook of type <c>mcp_tool</c>: a tool of a server is called, and what it answers is read as what a command prints.</summary>
internal static partial class HookServed
{
    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Place { get; }

    /// <summary>Calls the tool.</summary>
    public static async Task<HookEnd> RunAsync(HookHandler hook, ReadOnlyMemory<byte> input, HookOptions options, CancellationToken cancel)
    {
        // As documented: at the beginning the servers are not there for hooks.
        if (options.Call is not { } call || hook.Event is HookEvent.Setup)
            return Failed("no server can be called here");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(hook.Timeout);
        try
        {
            return await call(hook.Tool, Filled(hook.Input, input), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(FormattableString.Invariant($"the server took longer than {hook.Timeout.TotalSeconds:0.###} s"));
        }
    }

    /// <summary>The tool's input with the fields of the event in the places that name them. What the event has not is empty.</summary>
    internal static ReadOnlyMemory<byte> Filled(ReadOnlyMemory<byte> given, ReadOnlyMemory<byte> told)
    {
        using var input = ForeignJson.Parse(given);
        using var scene = ForeignJson.Parse(told);
        var filled = new ArrayBufferWriter<byte>(given.Length + 64);
        using (var json = new Utf8JsonWriter(filled))
            Write(json, input.RootElement, scene.RootElement);
        return filled.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, JsonElement scene)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    json.WritePropertyName(field.Name);
                    Write(json, field.Value, scene);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(json, item, scene);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Place.Replace(value.GetString()!, found => Text(scene, found.Groups[1].Value)));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static string Text(JsonElement scene, string path)
    {
        var at = scene;
        foreach (var name in path.Split('.'))
            at = at.Field(name);
        return at.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "",
            JsonValueKind.String => at.GetString()!,
            _ => at.GetRawText(),
        };
    }

    private static HookEnd Failed(string problem) => new(problem, 0, default, default);
}

using System.Text;
using System.Text.Json;
using Pith.Permissions;
using Pith.Permissions.Classifiers;
using Pith.Text;
using Pith.Tools.Inputs;

namespace Pith.Tools.Servers;

/// <summary>A tool of a server. Every call needs that very tool of that server; that it only reads is the server's word, or its name's.</summary>
public sealed class ServerTool : ITool
{
    /// <summary>Characters of a description that a model sees.</summary>
    private const int MostDescription = 4096;

    private readonly ToolServer _server;

    private readonly bool? _reads;

    private ServerTool(ToolServer server, string name, ToolSpec spec, bool? reads) => (_server, Name, Spec, _reads) = (server, name, spec, reads);

    /// <summary>Its name as the server knows it.</summary>
    public string Name { get; }

    /// <summary>The server's name.</summary>
    public string Server => _server.Config.Name;

    /// <inheritdoc/>
    public ToolSpec Spec { get; }

    /// <summary>Whether settings want it declared however many tools there are.</summary>
    internal bool IsAlwaysLoaded => _server.Config.AlwaysLoad;

    /// <summary>The tool that an element of <c>tools/list</c> describes; null where it has no name.</summary>
    internal static ServerTool? Of(ToolServer server, JsonElement element)
    {
        if (element.Word("name") is not { Length: > 0 } name)
            return null;
        var description = PlainWords.Of(element.Word("description") ?? "", MostDescription);
        var schema = element.Field("inputSchema") is { ValueKind: JsonValueKind.Object } given ? PlainSchema.Of(given) : PlainSchema.Any;
        if (schema is null)
            (schema, description) = (PlainSchema.Any, $"{description}\n[Its input schema has more than {PlainSchema.MostBytes} bytes and is not shown]".TrimStart());
        bool? reads = element.Field("annotations").Field("readOnlyHint").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
        return new ServerTool(server, name, new ToolSpec(ServerToolName.Of(server.Config.Name, name), description, schema, reads is true), reads);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [new Need(ServerReading.Is(Name, _reads, call.Input.Span) ? NeedKind.AskServer : NeedKind.CallServer, Spec.Name)];

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = call.Input.Span.Trim(" \t\r\n"u8);
        if (!input.IsEmpty && !InputObject.TryRead(call.Input, [], out var problem))
            return ToolResult.Failed($"the input cannot be read: {problem}");
        var changes = _server.Changes;
        var result = await _server.CallAsync(Name, input.ToArray(), cancel).ConfigureAwait(false);
        return _server.Changes == changes ? result : result with { Text = (byte[])[.. result.Text.Span, .. Encoding.UTF8.GetBytes($"\n[The tools of {Server} have changed: ToolSearch shows them]")] };
    }
}

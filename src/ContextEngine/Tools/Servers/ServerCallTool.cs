using System.Buffers;
using System.Text.Json;
using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Servers;

/// <summary><c>McpCall</c>: calls a tool of a server that is not declared. What it needs is that very tool, so rules and consent speak of the tool, not of this way to it.</summary>
/// <param name="servers">The servers.</param>
public sealed class ServerCallTool(ToolServers servers) : ITool
{
    /// <summary>The name.</summary>
    public const string Name = "McpCall";

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        Name,
        $"Calls a tool that {ToolSearchTool.Name} has shown.",
        """{"type":"object","properties":{"tool":{"type":"string","description":"Its whole name: mcp__server__tool"},"input":{"type":"object","description":"As its schema says"}},"required":["tool"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) =>
        [.. ToolInput.NeedIn(call, "tool", NeedKind.CallServer).SelectMany(n => servers.Tools.FirstOrDefault(t => t.Spec.Name == n.Subject)?.Needs(Led(call)) ?? [n])];

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var name = input.Text("tool");
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        var tools = servers.Tools;
        if (tools.FirstOrDefault(t => t.Spec.Name == name) is not { } tool)
        {
            var near = NearName.Of(name, tools.Select(t => t.Spec.Name), 3);
            return Task.FromResult(ToolResult.Failed($"There is no tool called {name}. {(near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : $"{ToolSearchTool.Name} finds what there is.")}"));
        }

        return tool.RunAsync(call with { Name = name, Input = Inner(call) }, cancel);
    }

    /// <summary>The call of the server's own tool that a call leads to; any other call is itself.</summary>
    public static ToolCall Led(ToolCall call)
    {
        if (call.Name != Name)
            return call;
        var input = ToolInput.Read(call);
        var name = input.Text("tool");
        if (input.Problem is not null)
            return call;
        return call with { Name = name, Input = Inner(call) is { IsEmpty: false } inner ? inner : "{}"u8.ToArray() };
    }

    /// <summary>What <paramref name="call"/> has as its input so that the tool it leads to has this one.</summary>
    /// <param name="call">A call.</param>
    /// <param name="input">The tool's own input: JSON.</param>
    public static ReadOnlyMemory<byte> Leading(ToolCall call, ReadOnlyMemory<byte> input)
    {
        if (Led(call) is var led && led.Name == call.Name)
            return input;
        var whole = new ArrayBufferWriter<byte>(input.Length + 64);
        using var json = new Utf8JsonWriter(whole);
        json.WriteStartObject();
        json.WriteString("tool", led.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(input.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return whole.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Inner(ToolCall call)
    {
        var fields = new List<InputField>();
        InputObject.TryRead(call.Input, fields, out _);
        foreach (var field in fields)
            if (field.Name == "input")
                return field.Kind == JsonTokenType.String ? InputObject.Unescape(field.Value.Span) : field.Value;
        return default;
    }
}

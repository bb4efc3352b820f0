using System.Text;
using Pith.Permissions;
using Pith.Tools;

namespace Pith.Tests.Agents;

/// <summary>A tool that notes when it runs and returns what it is told to.</summary>
internal sealed class FakeTool(string name, bool readOnly, Func<ToolCall, Task<ToolResult>> run) : ITool
{
    private int _running;

    public ToolSpec Spec { get; } = new(name, $"The tool {name}.", "{\"type\":\"object\"}"u8.ToArray(), readOnly);

    public List<string> Inputs { get; } = [];

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<Need> Needs(ToolCall call) => [new Need(readOnly ? NeedKind.ReadPath : NeedKind.WritePath, "a")];

    public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        lock (Inputs)
        {
            Inputs.Add(Encoding.UTF8.GetString(call.Input.Span));
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        var result = await run(call);
        lock (Inputs)
            _running--;
        return result;
    }

    public static FakeTool Answering(string name, bool readOnly, Func<ToolCall, string> answer) =>
        new(name, readOnly, call => Task.FromResult(new ToolResult(Encoding.UTF8.GetBytes(answer(call)), false)));

    public static FakeTool Saying(string name, bool readOnly, string text) =>
        new(name, readOnly, async _ =>
        {
            await Task.Delay(20);
            return new ToolResult(Encoding.UTF8.GetBytes(text), false);
        });
}

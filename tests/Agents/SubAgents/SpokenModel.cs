using System.Runtime.CompilerServices;
using System.Text;
using Pith.Events;
using Pith.Providers;
using Pith.Providers.Scripts;

namespace Pith.Tests.Agents.SubAgents;

/// <summary>A model that answers what a function makes of the conversation, as a line of a script.</summary>
internal sealed class SpokenModel(Func<ModelRequest, CancellationToken, Task<string>> answer) : IModelProvider
{
    public SpokenModel(Func<ModelRequest, string> answer) : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public Task<string> Answer(ModelRequest request, CancellationToken cancel) => answer(request, cancel);

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var line = await answer(request, cancel);
        await foreach (var found in new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(line), "test"), "test").StreamAsync(request, cancel))
            yield return found;
    }

    /// <summary>A call of <c>Agent</c> as a line of a script.</summary>
    public static string Call(string input, string id = "c1") => $$$"""{"content":[{{{Block(input, id)}}}],"usage":{"input_tokens":1000,"output_tokens":10}}""";

    public static string Block(string input, string id) => $$"""{"type":"tool_use","id":"{{id}}","name":"Agent","input":{{input}} }""";

    public static string Said(string text) => $$$"""{"text":"{{{text}}}","usage":{"input_tokens":1000,"output_tokens":100}}""";
}

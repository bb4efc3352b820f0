using System.Text;
using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Servers;

/// <summary>
/// <c>ToolSearch</c>: finds tools that are not declared, and shows how they are called. What a search finds is appended to
/// the conversation as its result, so the declarations, and with them the prefix of every request, stay as they are.
/// </summary>
/// <param name="servers">The servers.</param>
/// <param name="isDeclared">Whether a tool is declared anyway.</param>
public sealed class ToolSearchTool(ToolServers servers, Func<ServerTool, bool> isDeclared) : ITool
{
    /// <summary>The name.</summary>
    public const string Name = "ToolSearch";

    private const int Most = 10, MostNames = 200;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        Name,
        $"Finds further tools, of the servers {string.Join(", ", servers.All.Where(s => s.Problem is null).Select(s => $"{s.Config.Name} ({s.Tools.Count})"))}, and shows their inputs. Call what it finds with {ServerCallTool.Name}.",
        """{"type":"object","properties":{"query":{"type":"string","description":"Words that the tool's name or description has; or select: and names with commas between"},"max_results":{"type":"integer"}},"required":["query"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [];

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var query = input.Text("query");
        var most = (int)(input.Number("max_results", 1, 50) ?? Most);
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        var all = servers.Tools.Where(t => !isDeclared(t)).ToList();
        var found = Found(all, query).Take(most).ToList();
        var text = new StringBuilder();
        foreach (var tool in found)
            text.Append($"{tool.Spec.Name}\n{tool.Spec.Description}\ninput: ").Append(Encoding.UTF8.GetString(tool.Spec.InputSchema.Span)).Append("\n\n");
        if (found.Count > 0)
            text.Append($"Call them with {ServerCallTool.Name}: {{\"tool\": \"{found[0].Spec.Name}\", \"input\": {{…}}}}");
        else
            text.Append($"No tool has these words. There are {all.Count}: ").AppendJoin(", ", all.Take(MostNames).Select(t => t.Spec.Name));
        return Task.FromResult(ToolResult.Done(text.ToString()));
    }

    private static IEnumerable<ServerTool> Found(List<ServerTool> all, string query)
    {
        const string select = "select:";
        if (query.StartsWith(select, StringComparison.OrdinalIgnoreCase))
        {
            var names = query[select.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return all.Where(t => names.Contains(t.Spec.Name) || names.Contains(t.Name));
        }

        var words = query.Split([' ', ',', '_', '-', '.', ':'], StringSplitOptions.RemoveEmptyEntries);
        return all.Select(t => (Tool: t, Score: words.Sum(w => Score(t, w)))).Where(t => t.Score > 0).OrderByDescending(t => t.Score).Select(t => t.Tool);
    }

    // A name says what a tool is; a description also what it is not.
    private static int Score(ServerTool tool, string word) =>
        (tool.Spec.Name.Contains(word, StringComparison.OrdinalIgnoreCase) ? 3 : 0) + (tool.Spec.Description.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1 : 0);
}

using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Todos;

/// <summary><c>TodoWrite</c>: the model's list of what is to be done. Each call replaces it; the log keeps the calls, so the list needs no other home.</summary>
/// <param name="changed">Told of each new list; may be null.</param>
public sealed class TodoWriteTool(Action<IReadOnlyList<TodoItem>>? changed) : ITool
{
    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "TodoWrite",
        "Keeps the list of steps of a longer task. Give the whole list each time; have one step in_progress.",
        """{"type":"object","properties":{"todos":{"type":"array","items":{"type":"object","properties":{"content":{"type":"string"},"status":{"type":"string","enum":["pending","in_progress","completed"]},"activeForm":{"type":"string","description":"The step as it is being done: Running the tests"}},"required":["content","status"]}}},"required":["todos"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <summary>The list as it stands.</summary>
    public IReadOnlyList<TodoItem> Items { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [];

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        if (input.Objects("todos") is not { } todos)
            return Task.FromResult(ToolResult.Failed(input.Problem ?? "\"todos\" is missing: an array of objects is expected, each with content and status"));
        var items = todos.Select(t => new TodoItem(t.Text("content"), t.Choice("status", "pending", "in_progress", "completed"), t.OptionalText("activeForm") ?? "")).ToList();
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        Items = items;
        changed?.Invoke(items);
        return Task.FromResult(ToolResult.Done($"{items.Count} steps: {Count("completed")} completed, {Count("in_progress")} in progress, {Count("pending")} pending."));

        int Count(string status) => items.Count(i => i.Status == status);
    }
}

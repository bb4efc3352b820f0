namespace Pith.Tools.Todos;

/// <summary>One thing to do.</summary>
/// <param name="Content">What is to be done.</param>
/// <param name="Status"><c>pending</c>, <c>in_progress</c> or <c>completed</c>.</param>
/// <param name="ActiveForm">The same while it is being done: "Running the tests"; empty when the model gave none.</param>
public readonly record struct TodoItem(string Content, string Status, string ActiveForm);

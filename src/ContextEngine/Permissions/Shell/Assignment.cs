namespace Pith.Permissions.Shell;

/// <summary>A variable set before a command, or instead of one.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it is set to; of an array, the source of the list.</param>
public readonly record struct Assignment(string Name, ShellWord Value);

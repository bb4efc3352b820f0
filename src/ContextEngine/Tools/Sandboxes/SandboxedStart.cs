namespace Pith.Tools.Sandboxes;

/// <summary>A command that is to run in a sandbox.</summary>
/// <param name="Policy">What it is held to.</param>
/// <param name="Folder">Its working folder, full.</param>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">All of its arguments, its name first.</param>
public sealed record SandboxedStart(SandboxPolicy Policy, string Folder, string Program, IReadOnlyList<string> Arguments);

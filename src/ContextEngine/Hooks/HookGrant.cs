namespace Pith.Hooks;

/// <summary>Changes of permissions that a hook's consent brings with it.</summary>
/// <param name="From">The hook, as a sentence names it.</param>
/// <param name="Updates">The changes, raw JSON: a list in the form of the Agent SDK, or whatever stands in its place.</param>
public sealed record HookGrant(string From, ReadOnlyMemory<byte> Updates);

using Pith.Events;

namespace Pith.Providers.Scripts;

/// <summary>One answer of a script.</summary>
/// <param name="Blocks">Content blocks of the Messages API, raw.</param>
/// <param name="Usage">What it is said to have taken.</param>
/// <param name="StopWord">The Messages API's word for why it stopped.</param>
/// <param name="Fault">How it fails, in place of all that; null when it does not.</param>
public sealed record ScriptedAnswer(IReadOnlyList<ReadOnlyMemory<byte>> Blocks, TokenUsage Usage, string StopWord, ModelEvent.Failed? Fault);

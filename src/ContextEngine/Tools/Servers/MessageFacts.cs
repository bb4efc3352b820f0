namespace Pith.Tools.Servers;

/// <summary>What a transport has to know of a message beside its bytes.</summary>
/// <param name="Method">Its method; empty for a reply.</param>
/// <param name="Subject">The tool it names, if any.</param>
/// <param name="Version">The version of the protocol that was agreed on; empty before.</param>
/// <param name="ExpectsReply">Whether it is a request.</param>
internal readonly record struct MessageFacts(string Method, string Subject, string Version, bool ExpectsReply);

namespace Pith.Transcripts;

/// <summary>The input is no transcript at all. The message is one sentence that names it, says what was found and the way out.</summary>
/// <param name="message">That sentence.</param>
/// <param name="inner">What went wrong below, if anything did.</param>
public sealed class UnreadableTranscriptException(string message, Exception? inner = null) : Exception(message, inner);

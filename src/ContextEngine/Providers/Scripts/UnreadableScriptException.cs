namespace Pith.Providers.Scripts;

/// <summary>A script that cannot be played.</summary>
/// <param name="message">One sentence that names the file, the line and the way out.</param>
public sealed class UnreadableScriptException(string message) : Exception(message);

namespace Pith.Permissions.Settings;

/// <summary>Settings that cannot be used; the message names the file, the place and the way out. Nothing is decided on half of a file.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>For the runtime.</summary>
    public SettingsException() { }

    /// <summary>With the sentence to show.</summary>
    public SettingsException(string message) : base(message) { }

    /// <summary>With the sentence to show and what caused it.</summary>
    public SettingsException(string message, Exception inner) : base(message, inner) { }
}

namespace Pith.Tools.Files;

/// <summary>A file that is to be changed, as it stands.</summary>
/// <param name="Shown">Its path as it is said to the model.</param>
/// <param name="Full">Its full path.</param>
/// <param name="Bytes">What it holds; null when it does not exist.</param>
/// <param name="IsAsSeen">Whether that is what the model saw last; null when it never saw it.</param>
internal readonly record struct TargetFile(string Shown, string Full, byte[]? Bytes, bool? IsAsSeen)
{
    /// <summary>The refusal to change what was changed by someone else since the model saw it.</summary>
    public NextContent ChangedSince() => NextContent.Refused($"{Shown} was changed since you last read it, by a command or by someone else. Read it again before you change it.");
}

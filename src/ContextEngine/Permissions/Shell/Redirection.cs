namespace Pith.Permissions.Shell;

/// <summary>One redirection of a command.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Target">The file, the descriptor, the delimiter or the text.</param>
public readonly record struct Redirection(RedirectionKind Kind, ShellWord Target)
{
    /// <summary>Whether it may create or change a file.</summary>
    public bool Writes => Kind is RedirectionKind.Write or RedirectionKind.Append or RedirectionKind.ReadWrite or RedirectionKind.WriteBoth or RedirectionKind.AppendBoth;
}

namespace Pith.Tools.Sandboxes;

/// <summary>What can stand at a path.</summary>
internal enum GuardedKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file, or a device, a pipe, a socket.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, wherever it leads.</summary>
    Link,
}

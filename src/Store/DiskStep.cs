namespace Pith.Store;

/// <summary>Each way the store touches the disk; tests make any one of them fail, or the last.</summary>
internal enum DiskStep
{
    CreateFolder,
    CreateFile,
    Write,
    Protect,
    Sync,
    Move,
    SyncFolder,
    Delete,
    Touch,
    OpenFile,
    Truncate,
    Reserve,
}

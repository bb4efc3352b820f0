namespace Pith.Permissions.Shell;

/// <summary>Where the shell stands after a command that succeeded, and after one that failed.</summary>
internal readonly record struct Flow(FolderSet Ok, FolderSet Fail)
{
    public FolderSet Either => Ok.Or(Fail);

    public static Flow Of(FolderSet folders) => new(folders, folders);
}

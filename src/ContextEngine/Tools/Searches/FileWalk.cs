using System.Collections.Concurrent;
using System.IO.Enumeration;

namespace Pith.Tools.Searches;

/// <summary>
/// Visits the files below a folder on several threads: hidden ones too, but not what ignore files name, nor what lies
/// in folders of version control, nor what symbolic links lead to. Each thread lists a folder and visits its files.
/// </summary>
internal static class FileWalk
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true, ReturnSpecialDirectories = false };

    /// <summary>Visits the files, in no order.</summary>
    /// <param name="root">A full path.</param>
    /// <param name="isWithheld">Files that are passed over; null for none.</param>
    /// <param name="visitors">One for each thread; each is called by its own thread with full paths.</param>
    /// <param name="cancel">Ends the walk with an exception.</param>
    public static void Run(string root, Func<string, bool>? isWithheld, IReadOnlyList<Action<string>> visitors, CancellationToken cancel)
    {
        var folders = new BlockingCollection<(string Folder, IgnoreScope Above)>(new ConcurrentStack<(string, IgnoreScope)>());
        var open = 1;
        folders.Add((root, IgnoreScope.Of(root)), cancel);
        using (folders)
        {
            void Work(Action<string> visit)
            {
                foreach (var (folder, above) in folders.GetConsumingEnumerable(cancel))
                {
                    try
                    {
                        foreach (var (path, scope) in Visit(folder, above, folder == root, path => { if (isWithheld?.Invoke(path) is not true) visit(path); }, cancel))
                        {
                            Interlocked.Increment(ref open);
                            folders.Add((path, scope), cancel);
                        }
                    }
                    finally
                    {
                        if (Interlocked.Decrement(ref open) == 0)
                            folders.CompleteAdding();
                    }
                }
            }

            var others = visitors.Skip(1).Select(v => Task.Factory.StartNew(() => Work(v), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            Exception? failure = null;
            try
            {
                Work(visitors[0]);
            }
            catch (Exception ended) when (ended is OperationCanceledException or System.Text.RegularExpressions.RegexMatchTimeoutException)
            {
                failure = ended;
            }

            Finish(others, failure);
        }
    }

    // The first failure is the one that counts; the others end because of it, or by the same token.
    private static void Finish(Task[] others, Exception? failure)
    {
        try
        {
            Task.WaitAll(others);
        }
        catch (AggregateException several)
        {
            failure ??= several.InnerExceptions[0];
        }

        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private static List<(string Path, IgnoreScope Scope)> Visit(string folder, IgnoreScope above, bool isRoot, Action<string> visit, CancellationToken cancel)
    {
        List<(string Name, bool IsFolder)> entries;
        try
        {
            entries = [.. new FileSystemEnumerable<(string, bool)>(folder, static (ref entry) => (entry.FileName.ToString(), entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0), Everything)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        var scope = isRoot ? above : above.Below(folder, [.. entries.Select(e => e.Name).Where(n => n is ".ignore" or ".gitignore" or ".git")]);
        var below = new List<(string, IgnoreScope)>();
        foreach (var (name, isFolder) in entries)
        {
            var path = folder.EndsWith('/') ? folder + name : string.Concat(folder, "/", name);
            if (isFolder && name is ".git" or ".hg" or ".svn" or ".jj" || scope.Ignores(path, isFolder))
                continue;
            if (isFolder)
                below.Add((path, scope));
            else if (!cancel.IsCancellationRequested)
                visit(path);
        }

        return below;
    }
}

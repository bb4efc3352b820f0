using System.Runtime.ExceptionServices;

namespace Pith.Store;

public sealed partial class BlobStore
{
    // A put waits for the disk, and disks make waiting writers durable together: 800 results of real sessions took
    // 5.4 s one after the other, 1.0 s by eight threads, hardly less by more.
    private const int Writers = 8;

    /// <summary>
    /// Puts many blobs, all of them durable when this returns; several times faster than one by one. When it throws,
    /// those stored by then stay. Memory: about 2 MB for each of up to eight threads.
    /// </summary>
    public void PutAll(IReadOnlyList<ReadOnlyMemory<byte>> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        void PutNext()
        {
            try
            {
                while (failure is null && Interlocked.Increment(ref next) is var i && i < contents.Count)
                    Put(contents[i].Span);
            }
            catch (StoreException error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
            }
        }

        var threads = new Thread[Math.Clamp(contents.Count, 1, Writers) - 1];
        foreach (ref var thread in threads.AsSpan())
        {
            thread = new Thread(PutNext) { IsBackground = true };
            thread.Start();
        }

        PutNext();
        foreach (var thread in threads)
            thread.Join();
        failure?.Throw();
    }
}

using System.Runtime.ExceptionServices;

namespace Pith.Tokens;

/// <summary>
/// Work that any number of threads may do together: each takes what is left until nothing is. The caller works too and
/// waits only for helpers that have begun, so that a busy thread pool makes it slower and never makes it wait.
/// </summary>
internal sealed class Crew : IThreadPoolWorkItem
{
    private const int Closed = int.MinValue;

    private readonly Action work;
    private int inside; // helpers at work, or Closed
    private ExceptionDispatchInfo? problem;

    private Crew(Action work) => this.work = work;

    /// <summary>Does the work with so many workers, the caller among them.</summary>
    public static void Run(int workers, Action work)
    {
        if (workers <= 1)
        {
            work();
            return;
        }

        var crew = new Crew(work);
        for (var i = 1; i < workers; i++)
            ThreadPool.UnsafeQueueUserWorkItem(crew, preferLocal: false);
        crew.Work();
        var spin = default(SpinWait);
        while (Interlocked.CompareExchange(ref crew.inside, Closed, 0) != 0)
            spin.SpinOnce();
        crew.problem?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        int now;
        do
        {
            now = Volatile.Read(ref inside);
            if (now == Closed)
                return;
        }
        while (Interlocked.CompareExchange(ref inside, now + 1, now) != now);
        Work();
        Interlocked.Decrement(ref inside);
    }

    private void Work()
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref problem, ExceptionDispatchInfo.Capture(e), null);
        }
    }
}

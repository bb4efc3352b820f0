using System.Diagnostics;

namespace Pith.Tests.Fuzz;

/// <summary>Ends the process when one case takes too long, with the seed that replays it: a loop without end throws nothing and fails no assertion.</summary>
internal sealed class HangWatch : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);
    private readonly (long Seed, long Began)[] atWork;
    private readonly ManualResetEventSlim done = new();
    private readonly Thread thread;

    /// <param name="workers">How many cases run at once.</param>
    /// <param name="replay">What to set to run a seed again, without the number.</param>
    public HangWatch(int workers, string replay)
    {
        atWork = new (long, long)[workers];
        thread = new Thread(() => Look(replay)) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    /// <summary>A worker begins a case.</summary>
    public void Begin(int worker, long seed)
    {
        Volatile.Write(ref atWork[worker].Began, 0);
        atWork[worker].Seed = seed;
        Volatile.Write(ref atWork[worker].Began, Stopwatch.GetTimestamp());
    }

    /// <summary>A worker has no case any more.</summary>
    public void End(int worker) => Volatile.Write(ref atWork[worker].Began, 0);

    public void Dispose()
    {
        done.Set();
        thread.Join();
        done.Dispose();
    }

    private void Look(string replay)
    {
        while (!done.Wait(1000))
            for (var i = 0; i < atWork.Length; i++)
                if (Volatile.Read(ref atWork[i].Began) is > 0 and var began && Stopwatch.GetElapsedTime(began) > Longest)
                    Environment.FailFast($"{replay}{atWork[i].Seed} does not end: at work for {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pith.Bench.Tokens;

/// <summary>CPU time of the calling thread, to the nanosecond where the system tells it; else the wall clock.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>Seconds since some moment.</summary>
    public static double Seconds =>
        OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0 ? time.Seconds + time.Nanoseconds / 1e9 : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private readonly record struct Time(nint Seconds, nint Nanoseconds);
}

using System.Diagnostics;
using System.Runtime.Versioning;

namespace Pith.Tools.Shells;

/// <summary>The moments at which something has to happen to a command, whether it says anything or not.</summary>
[SupportedOSPlatform("linux")]
internal sealed class CommandClock(TimeSpan timeout)
{
    // Between TERM and KILL, between KILL and giving up, and for draining what was written.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // What a process left behind may still say; who says nothing for so long has nothing to say.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private readonly long start = Stopwatch.GetTimestamp();
    private TimeSpan next = timeout;
    private TimeSpan drained;
    private TimeSpan silent;
    private TimeSpan patient;
    private int sent;

    /// <summary>Whether it lives though it was killed.</summary>
    public bool IsHopeless => sent == 2 && Now >= next;

    /// <summary>Whether enough time was given to what was written before the end.</summary>
    public bool IsDrained => Now >= drained || Now >= silent;

    /// <summary>Whether those left behind may still end by themselves; the time starts with the first question.</summary>
    public bool IsPatient
    {
        get
        {
            if (patient == default)
                patient = Now + Grace;
            return Now < patient;
        }
    }

    /// <summary>Whether those left behind live on though they were killed.</summary>
    public bool HasGivenUp => patient != default && Now > patient + Grace;

    private TimeSpan Now => Stopwatch.GetElapsedTime(start);

    /// <summary>The signal that is due now: TERM at the end of its time, KILL two seconds later.</summary>
    public int? NextSignal()
    {
        if (sent == 2 || Now < next)
            return null;
        next = Now + Grace;
        return ++sent == 1 ? Posix.Terminate : Posix.Kill;
    }

    /// <summary>Its time ends now.</summary>
    public void EndNow() => next = sent == 0 ? TimeSpan.Zero : next;

    /// <summary>The shell has left.</summary>
    public void Exited() => (drained, silent) = (Now + Grace, Now + Silence);

    /// <summary>Output came.</summary>
    public void Heard() => silent = Now + Silence;

    /// <summary>Milliseconds to wait at most, -1 for ever.</summary>
    public int UntilNext(bool hasExited)
    {
        var at = !hasExited ? next : drained < silent ? drained : silent;
        return at == TimeSpan.MaxValue ? -1 : (int)Math.Clamp(Math.Ceiling((at - Now).TotalMilliseconds), 0, int.MaxValue);
    }
}

using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>
/// The threads that count the files of one command: each takes the next file, or the next part of a large one, until
/// nothing is left. The first is the caller; the others start when the files turn out to be worth it, so that one small
/// file never waits for a thread. Complaints come in the order of the files, each as soon as those before it are done.
/// </summary>
internal sealed class CountCrew
{
    /// <summary>Files and bytes that one thread counts before a helper, whose memo is empty, could be of use.</summary>
    private const int FewFiles = 8, FewBytes = 1 << 20;

    private const int StackBytes = 256 * 1024, GlanceMs = 50;

    private readonly IReadOnlyList<string> _paths;
    private readonly FileCounter _counter;
    private readonly bool _cuts; // large files into parts
    private readonly Surroundings _around;
    private readonly FileCount?[] _counts;
    private readonly Thread?[] _helpers;
    private readonly object _gate = new();
    private readonly Queue<LargeFile> _large = new();
    private ExceptionDispatchInfo? _fault;
    private int _next, _opening, _told;
    private long _opened, _done;

    /// <param name="paths">What to count, in the order of the report.</param>
    /// <param name="meter">What to count with.</param>
    /// <param name="around">Standard input, and where to complain.</param>
    /// <param name="jobs">Threads, the caller's among them.</param>
    public CountCrew(IReadOnlyList<string> paths, TokenMeter meter, Surroundings around, int jobs)
    {
        (_paths, _around) = (paths, around);
        _counts = new FileCount?[paths.Count];
        _helpers = new Thread?[jobs - 1];
        _cuts = meter.CanJoin;
        _counter = new FileCounter(meter, bytes => Interlocked.Add(ref _done, bytes));
    }

    /// <summary>Counts them all. What cannot be counted is a result too.</summary>
    public FileCount[] Run()
    {
        using var progress = new Progress(_around, What, _around.ErrorIsTerminal ? _paths.Sum(LengthOf) : 0);

        var desk = new CountDesk(() => progress.Report(Volatile.Read(ref _done)));

        // Standard input first and by one thread: it is one stream, however often it is named.
        for (var i = 0; i < _paths.Count; i++)
            if (_paths[i] == InputFile.StandardInput)
                _counts[i] = _counter.CountStream(_paths[i], () => TranscriptInput.Open(InputFile.StandardInput, _around), desk);
        Tell();
        Work(desk, isCaller: true);
        foreach (var helper in _helpers)
            while (helper is not null && !helper.Join(GlanceMs)) // none starts once the caller is out of work
                progress.Report(Volatile.Read(ref _done));
        _fault?.Throw();
        Tell();
        return _counts!;
    }

    private string What => _paths.Count == 1 ? $"counting {InputFile.Shown(_paths[0])}" : $"counting {_paths.Count} files";

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private void Work(CountDesk desk, bool isCaller)
    {
        try
        {
            while (Take(out var file, out var large, out var part))
            {
                if (large is not null)
                {
                    if (large.Count(part, _counter, desk) is { } whole)
                        _counts[large.Index] = whole;
                }
                else
                {
                    Count(file, desk);
                }

                if (isCaller)
                    Tell();
            }
        }
        catch (Exception e)
        {
            // A fault of ours: the caller throws it on, where every other fault of a run is reported.
            lock (_gate)
            {
                _fault ??= ExceptionDispatchInfo.Capture(e);
                (_next, _opening) = (_paths.Count, 0);
                _large.Clear();
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The next part of a large file, or else the next file. Waits while a file is opened that may turn out to be large.</summary>
    private bool Take(out int file, out LargeFile? large, out int part)
    {
        lock (_gate)
        {
            while (true)
            {
                (file, large, part) = (-1, null, -1);
                while (_large.TryPeek(out large))
                {
                    if (large.TryTake(out part))
                        return true;
                    _large.Dequeue();
                }

                while (_next < _paths.Count && _paths[_next] == InputFile.StandardInput)
                    _next++;
                if (_next < _paths.Count)
                {
                    file = _next++;
                    _opening++;
                    return true;
                }

                if (_opening == 0)
                    return false;
                Monitor.Wait(_gate);
            }
        }
    }

    private void Count(int file, CountDesk desk)
    {
        var isOpening = true;
        var count = _counter.CountFile(_paths[file], desk, (handle, length) =>
        {
            isOpening = false;
            return Opened(file, handle, length);
        });
        if (count is not null)
            _counts[file] = count; // else it is large, and may be counted by now
        if (isOpening)
            Opened(file, null, 0);
    }

    /// <summary>A file is open: whether it is large, and then its parts are for everyone; whether helpers are worth it now.</summary>
    private bool Opened(int file, SafeFileHandle? handle, long length)
    {
        lock (_gate)
        {
            var isLarge = handle is not null && _cuts && _helpers.Length > 0 && length >= LargeFile.Least;
            if (isLarge)
                _large.Enqueue(new LargeFile(file, _paths[file], handle!, length));
            _opened += length;
            _opening = Math.Max(0, _opening - 1);
            if (isLarge || (_next < _paths.Count && (_opened > FewBytes || _next > FewFiles)))
                StartHelpers();
            Monitor.PulseAll(_gate);
            return isLarge;
        }
    }

    private void StartHelpers()
    {
        for (var i = 0; i < _helpers.Length && _helpers[i] is null; i++)
        {
            _helpers[i] = new Thread(() => Work(new CountDesk(static () => { }), isCaller: false), StackBytes) { IsBackground = true };
            _helpers[i]!.Start();
        }
    }

    /// <summary>Complains about what is done, as far as everything before it is done too.</summary>
    private void Tell()
    {
        for (; _told < _counts.Length && Volatile.Read(ref _counts[_told]) is { } count; _told++)
            if (count.Problem is { } problem)
                _around.Complain(problem.Message);
            else if (count.Warning is { } warning)
                _around.Complain($"warning: {warning}");
    }
}

using Microsoft.Win32.SafeHandles;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>
/// A file that several threads count, in parts that start at a <see cref="SafeCut"/>: their counts add up to that of the
/// whole. Where a part starts is found in the few bytes around its place; a stretch without a cut belongs to the part before.
/// </summary>
internal sealed class LargeFile(int index, string path, SafeFileHandle handle, long length)
{
    /// <summary>The shortest file that is worth it.</summary>
    public const long Least = 2 * PartBytes;

    private const long PartBytes = 4 << 20;
    private const int NearBytes = 256, FarBytes = 64 * 1024;

    private readonly int _parts = (int)Math.Min(int.MaxValue, (length + PartBytes - 1) / PartBytes);
    private readonly Lock _gate = new();
    private int _taken, _finished;
    private StreamCounter? _tokens;
    private Utf8Watch _watch = new();
    private long _bytes;
    private Failure? _problem;

    /// <summary>Its place among the files.</summary>
    public int Index => index;

    /// <summary>The next part that nobody has. Called by one thread at a time.</summary>
    public bool TryTake(out int part)
    {
        part = _taken;
        if (_taken == _parts)
            return false;
        _taken++;
        return true;
    }

    /// <summary>Counts a part; the last to finish gives the count of the file.</summary>
    public FileCount? Count(int part, FileCounter counter, CountDesk desk)
    {
        var range = default(RangeCount);
        var problem = Volatile.Read(ref _problem);
        try
        {
            if (problem is null && StartOf(part) is var start and >= 0)
                range = InputFile.Reading(path, () => counter.CountRange(path, handle, start, EndOf(part), desk));
        }
        catch (Failure failure)
        {
            problem = failure;
        }

        lock (_gate)
        {
            if (range.Tokens is not null)
            {
                _tokens = _tokens ?? counter.NewStream();
                _tokens.Join(range.Tokens);
                _watch.Join(range.Watch);
                _bytes += range.Bytes;
            }

            _problem ??= problem;
            if (++_finished < _parts)
                return null;
        }

        handle.Dispose();
        return _problem is null ? FileCount.Of(path, _bytes, _tokens!.Finish(), _watch) : FileCount.Failed(path, _problem);
    }

    private long StartOf(long part)
    {
        if (part == 0)
            return 0;
        foreach (var reach in (ReadOnlySpan<int>)[NearBytes, FarBytes])
        {
            var near = new byte[reach];
            var read = RandomAccess.Read(handle, near, part * PartBytes);
            if (SafeCut.First(near.AsSpan(0, read)) is var cut and > 0)
                return part * PartBytes + cut;
        }

        return -1;
    }

    /// <summary>Where the next part starts; the last one ends with the file, which may have grown.</summary>
    private long EndOf(long part)
    {
        while (++part < _parts)
            if (StartOf(part) is var start and >= 0)
                return start;
        return long.MaxValue;
    }
}

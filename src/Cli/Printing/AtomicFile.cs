using System.Runtime.InteropServices;
using Pith.Store;

namespace Pith.Cli.Printing;

/// <summary>
/// A file that appears whole or not at all: written beside its place under a name of its own, renamed by
/// <see cref="Commit"/>, removed when that does not happen, also on Ctrl-C. Devices and pipes are written through.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string? _temporary;
    private readonly FileStream _stream;
    private readonly List<PosixSignalRegistration> _signals = [];
    private bool _done;

    /// <summary>Opens a place to write to; a failure of one sentence where there is none.</summary>
    public AtomicFile(string path)
    {
        _path = path;
        try
        {
            _path = Path.GetFullPath(path);
            if (new FileInfo(_path).LinkTarget is not null)
                _path = File.ResolveLinkTarget(_path, returnFinalTarget: true)!.FullName;
            if (OpenThrough() is { } through)
            {
                _stream = through;
                return;
            }

            _temporary = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Environment.ProcessId:x}.tmp");
            foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
                _signals.Add(PosixSignalRegistration.Create(signal, Abandon));
            _stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (File.Exists(_path) && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw Refusal(problem);
        }
    }

    /// <summary>Writes bytes behind those before; a failure of one sentence, and no file, where the disk is full.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw Refusal(problem);
        }
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit()
    {
        try
        {
            if (_temporary is null)
            {
                _done = true;
                return;
            }

            Durable.Sync(_stream.SafeFileHandle); // a rename may reach the disk before the bytes, and a power cut then leaves an empty file
            _stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _done = true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refusal(problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream?.Dispose();
        if (!_done)
            Remove();
        foreach (var signal in _signals)
            signal.Dispose();
    }

    /// <summary>
    /// Opens an existing place to learn two things: whether it may be written (a rename would replace a read-only file
    /// without a word) and whether it is a device or pipe, which must never be replaced by a file.
    /// </summary>
    private FileStream? OpenThrough()
    {
        if (Directory.Exists(_path))
            throw Failure.CannotWrite($"cannot write {InputFile.Shown(_path)}: it is a folder; name a file in it");
        if (!File.Exists(_path))
            return null;
        var existing = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (!existing.CanSeek || _path.StartsWith("/dev/", StringComparison.Ordinal) || _path.StartsWith("/proc/", StringComparison.Ordinal))
            return existing;
        existing.Dispose();
        return null;
    }

    private void Abandon(PosixSignalContext context)
    {
        context.Cancel = true;
        Remove();
        Environment.Exit(context.Signal switch { PosixSignal.SIGTERM => 143, PosixSignal.SIGHUP => 129, _ => ExitCode.Interrupted });
    }

    private void Remove()
    {
        if (_temporary is null)
            return;
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _done = true; // the folder has gone or is closed to us, and the file with it
        }
    }

    private Failure Refusal(Exception problem) =>
        Failure.CannotWrite($"cannot write {InputFile.Shown(_path)}: {InputFile.Reason(problem)}; free space or choose another place with -o FILE");
}

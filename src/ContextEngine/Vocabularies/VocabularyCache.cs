using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>
/// Compiled vocabularies in a folder, each under the SHA-256 of the file it was compiled from. What is damaged, stale or of
/// another version is as good as not there. Files appear whole or not at all, so that several processes may compile at once.
/// </summary>
internal sealed class VocabularyCache(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A vocabulary in the cache, mapped; null where there is none that can be used.</summary>
    public unsafe CompiledVocabulary? Find(ReadOnlySpan<byte> sha256, SplitPattern asked)
    {
        try
        {
            using var file = new FileStream(PathOf(sha256, asked), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (file.Length < CompiledLayout.HeaderLength)
                return null;
            using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            var view = map.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
            byte* address = null;
            view.AcquirePointer(ref address); // and never given back: the counter reads there as long as the process lives
            if (CompiledVocabulary.Open(address, file.Length, sha256, asked) is { } found)
                return found;
            view.ReleasePointer();
            view.Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // not there, or not for us: it is compiled instead
        }

        return null;
    }

    /// <summary>Puts a compiled vocabulary into the cache.</summary>
    /// <returns>Why that was not possible, or null.</returns>
    public Exception? Keep(ReadOnlySpan<byte> compiled, ReadOnlySpan<byte> sha256, SplitPattern asked)
    {
        var target = PathOf(sha256, asked);
        var temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            MakeFolder();
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;

            // Not forced to the disk: a file that a power cut damages is seen to be so and compiled anew.
            using (var file = new FileStream(temporary, options))
                file.Write(compiled);
            File.Move(temporary, target, overwrite: true);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            return problem;
        }
    }

    /// <summary>A compiled vocabulary in memory, for when it cannot be kept.</summary>
    public static unsafe CompiledVocabulary InMemory(ReadOnlySpan<byte> compiled, ReadOnlySpan<byte> sha256, SplitPattern asked)
    {
        var copy = (byte*)NativeMemory.AlignedAlloc((nuint)compiled.Length, CompiledLayout.Alignment); // for the life of the process
        compiled.CopyTo(new(copy, compiled.Length));
        return CompiledVocabulary.Open(copy, compiled.Length, sha256, asked) ?? throw new InvalidOperationException("A vocabulary was compiled wrongly.");
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private string PathOf(ReadOnlySpan<byte> sha256, SplitPattern asked) =>
        Path.Combine(folder, $"{Convert.ToHexStringLower(sha256)}.{(int)asked}.v{CompiledLayout.Version}-{VocabularyLayout.Version}");

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // the folder has gone or is closed to us, and the file with it
        }
    }
}

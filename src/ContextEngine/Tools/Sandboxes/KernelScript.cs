using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// What a child does between its birth and its program, as system calls that are prepared beforehand: a child that is
/// forked from a process with a runtime may use nothing of it, neither memory nor locks.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class KernelScript : IDisposable
{
    private const int Most = 1024;
    private readonly List<nint> pieces = [];
    private readonly KernelStep* steps;
    private int count;

    public KernelScript() => steps = (KernelStep*)Take(Most * sizeof(KernelStep));

    public KernelStep* Begin => steps;

    public KernelStep* End => steps + count;

    /// <summary>
    /// Adds a call with its number and arguments, and returns the step, for what is rare. What it is for is an infinitive that is
    /// shown where it fails; null where that does not matter.
    /// </summary>
    public KernelStep* Call(string? what, nint number, nint first = 0, nint second = 0, nint third = 0, nint fourth = 0, nint fifth = 0)
    {
        if (count == Most)
            throw new IOException("the policy names too many paths");
        var step = steps + count++;
        *step = new KernelStep { Number = number, First = first, Second = second, Third = third, Fourth = fourth, Fifth = fifth, MayFail = what is null };
        if (what is not null)
        {
            var failure = Encoding.UTF8.GetBytes($"pith: the command was not run, its sandbox cannot {what}\n");
            step->Failure = (byte*)Bytes(failure);
            step->FailureLength = failure.Length;
        }

        return step;
    }

    /// <summary>A C string that lives as long as the script.</summary>
    public nint Text(string text) => Bytes([.. Encoding.UTF8.GetBytes(text), 0]);

    /// <summary>Bytes that live as long as the script.</summary>
    public nint Bytes(ReadOnlySpan<byte> bytes)
    {
        var room = Take(Math.Max(bytes.Length, 1));
        bytes.CopyTo(new Span<byte>((void*)room, bytes.Length));
        return room;
    }

    /// <summary>An array of C strings with a null at its end.</summary>
    public nint Texts(IReadOnlyCollection<string> texts)
    {
        var table = (nint*)Take((texts.Count + 1) * sizeof(nint));
        var index = 0;
        foreach (var text in texts)
            table[index++] = Text(text);
        table[index] = 0;
        return (nint)table;
    }

    public void Dispose()
    {
        foreach (var piece in pieces)
            NativeMemory.Free((void*)piece);
        pieces.Clear();
    }

    private nint Take(int bytes)
    {
        pieces.Add((nint)NativeMemory.AllocZeroed((nuint)bytes));
        return pieces[^1];
    }
}

namespace Pith.Tools.Sandboxes;

/// <summary>One system call of a <see cref="KernelScript"/>, as the child reads it: no references, no runtime.</summary>
internal struct KernelStep
{
    /// <summary>The number of no system call: here the child divides, the first goes on waiting for the second, which goes on with the script.</summary>
    public const nint Divide = -1;

    public nint Number;
    public nint First;
    public nint Second;
    public nint Third;
    public nint Fourth;
    public nint Fifth;

    /// <summary>Whether the first argument is what an earlier call gave.</summary>
    public bool UsesKept;

    /// <summary>Whether what it gives is kept for later calls.</summary>
    public bool Keeps;

    /// <summary>Whether the script goes on where it fails.</summary>
    public bool MayFail;

    /// <summary>The least it must give.</summary>
    public nint Least;

    /// <summary>What to say where it fails: UTF-8, and how long that is.</summary>
    public unsafe byte* Failure;

    public int FailureLength;
}

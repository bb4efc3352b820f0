namespace Pith.Tokens;

/// <summary>A resource of this assembly, used where the loader mapped it: no copy, no parsing, pages read on first touch.</summary>
internal static unsafe class EmbeddedBlock
{
    /// <summary>The first byte of a resource and its length in bytes. The address holds for the life of the process.</summary>
    public static byte* Map(string name, out int length)
    {
        var stream = (UnmanagedMemoryStream?)typeof(EmbeddedBlock).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The block {name} is missing from the assembly; rebuild it.");
        length = checked((int)stream.Length);
        return stream.PositionPointer;
    }
}

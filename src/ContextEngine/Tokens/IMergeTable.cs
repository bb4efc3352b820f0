namespace Pith.Tokens;

/// <summary>The merges of a tokenizer: by what they spell, as ranks have it, or by pairs, as a list of merges has it.</summary>
internal interface IMergeTable
{
    /// <summary>The part that a byte is before anything is merged, or -1.</summary>
    int First(byte value);

    /// <summary>The rank of merging two parts, or -1 where they do not merge.</summary>
    /// <param name="left">The left part.</param>
    /// <param name="right">The right part.</param>
    /// <param name="spelled">The bytes of both.</param>
    /// <param name="whole">What they become.</param>
    int Rank(int left, int right, ReadOnlySpan<byte> spelled, out int whole);
}

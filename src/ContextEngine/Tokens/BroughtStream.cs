namespace Pith.Tokens;

/// <summary>Counts the tokens of a text that comes in parts with a tokenizer that a user brought. A part ends between characters.</summary>
/// <remarks>
/// Holds back what follows the last place where both sides stand alone; a text without one is held whole, since nothing is
/// known of where such a tokenizer's pieces end.
/// </remarks>
internal sealed class BroughtStream(BroughtCounter counter)
{
    private const int Block = 256 * 1024;

    private byte[] text = new byte[Block]; // valid UTF-8
    private int length;
    private long counted;
    private bool isStarted; // something before the text was counted

    /// <summary>Takes the next part; broken UTF-8 is repaired.</summary>
    public void Append(ReadOnlySpan<byte> whole)
    {
        while (!whole.IsEmpty)
        {
            var part = whole[..Math.Min(whole.Length, Block / 4)];
            part = part[..^(part.Length < whole.Length ? Text.Utf8Text.OpenTail(part) : 0)];
            whole = whole[part.Length..];
            if (length + part.Length * 3 > text.Length)
                Drain();
            if (length + part.Length * 3 > text.Length)
                Array.Resize(ref text, text.Length <= int.MaxValue / 2 ? text.Length * 2 : throw new InsufficientMemoryException());
            length += Utf8Repair.Write(part, text.AsSpan(length));
        }
    }

    /// <summary>The tokens so far if the text ended here, behind <paramref name="ending"/>.</summary>
    public long Total(ReadOnlySpan<byte> ending) =>
        counted + counter.Count(ending.IsEmpty ? text.AsSpan(0, length) : [.. text.AsSpan(0, length), .. ending], !isStarted);

    private void Drain()
    {
        var held = text.AsSpan(0, length);
        var cut = counter.SafePrefix(held);
        if (cut == 0)
            return;
        counted += counter.Count(held[..cut], !isStarted);
        isStarted = true;
        held[cut..].CopyTo(text);
        length -= cut;
    }
}

namespace Pith.Tokens;

/// <summary>
/// The parts that merging begins with: bytes, and characters that are whole in every encoding. A character is if it is a
/// token and neither of its ends is a seam: no token could then take a part of it, so the first merges that touch it are
/// those that make it, and doing them before others of lower rank changes nothing.
/// </summary>
internal static unsafe class PieceParts
{
    /// <summary>Writes the tokens of the parts of a piece; there is room for one a byte.</summary>
    /// <returns>How many there are.</returns>
    public static int Split(Vocabulary vocabulary, byte* piece, int length, int* tokens)
    {
        var count = 0;
        var isCut = true; // by a seam, from what comes before
        for (var i = 0; i < length;)
        {
            int lead = piece[i];
            if (lead < 0x80)
            {
                tokens[count++] = vocabulary.FindByte((byte)lead);
                isCut = ++i == length || !vocabulary.IsSeam((byte)lead, piece[i]);
                continue;
            }

            var width = lead < 0xC2 || lead >= 0xF0 ? 1 : lead < 0xE0 ? 2 : 3;
            var end = i + width;
            var isSeam = end < length && vocabulary.IsSeam(piece[end - 1], piece[end]);
            if (width > 1 && isCut && !isSeam && end <= length && Character(vocabulary, piece + i, width) is >= 0 and var token)
            {
                tokens[count++] = token;
                i = end;
                continue;
            }

            do
                tokens[count++] = vocabulary.FindByte(piece[i++]);
            while (i < end && i < length);
            isCut = !isSeam;
        }

        return count;
    }

    private static int Character(Vocabulary vocabulary, byte* p, int width) => vocabulary.FindCharacter(width == 2
        ? (p[0] & 0x1F) << 6 | (p[1] & 0x3F)
        : (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
}

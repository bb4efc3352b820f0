namespace Pith.Offload;

public sealed partial class LineSelector
{
    private void Split(ReadOnlySpan<byte> content, int longest)
    {
        count = 0;
        lines = 0;
        for (var start = 0; start < content.Length;)
        {
            var feed = content[start..].IndexOf((byte)'\n');
            var end = feed < 0 ? content.Length : start + feed + 1;
            lines++;
            if (end - start <= longest)
                Add(start, end, isPiece: false);
            else
                SplitLong(content, start, end, longest);
            start = end;
        }
    }

    // Minified code, one line of JSON, base64: cut after an escaped line feed if there are any, else after a separator,
    // else anywhere that is not inside a character.
    private void SplitLong(ReadOnlySpan<byte> content, int start, int end, int longest)
    {
        var piece = Math.Max(longest / 2, 16);
        while (start < end)
        {
            var window = content[start..Math.Min(end, start + piece)];
            var cut = window.IndexOf("\\n"u8);
            if (cut >= 0)
                cut += 2;
            else if (start + window.Length == end)
                cut = window.Length;
            else if ((cut = window[(piece / 2)..].LastIndexOfAny(",;} "u8)) >= 0)
                cut += (piece / 2) + 1;
            else
                cut = Math.Max(Scalars.Floor(content[start..end], piece), 1);
            Add(start, start + cut, isPiece: true);
            start += cut;
        }
    }

    private void Add(int start, int end, bool isPiece)
    {
        if (count == units.Length)
            Array.Resize(ref units, units.Length * 2);
        units[count++] = new TextUnit { Start = start, End = end, Line = lines, IsPiece = isPiece };
    }
}

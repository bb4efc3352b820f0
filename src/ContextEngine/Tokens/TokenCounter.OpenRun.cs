namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>The run that leaves the end of the first piece of a text open up to the end of the text.</summary>
    /// <param name="text">A valid text, or a stem and what follows it.</param>
    /// <param name="mark">Where the run starts.</param>
    internal unsafe OpenRun FindOpenRun(ReadOnlySpan<byte> text, out int mark)
    {
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            var next = NextPiece(first, end);
            if (next == end && HoldsOnly(first, end, CharacterClass.Space))
                next = first + text.LastIndexOfAny((byte)'\r', (byte)'\n') + 1; // cl100k_base keeps it whole at the end
            mark = (int)(next - first);
            return mark > 0 && next < end ? OpenRunBehind(first, next, end) : OpenRun.None;
        }
    }

    /// <summary>Whether a run belongs to the piece before it when the text ends with it.</summary>
    internal bool JoinsAtEnd(OpenRun run) => run == OpenRun.Spaces && pattern != SplitPattern.O200k; // \s++$ of cl100k_base

    /// <summary>Looks for the character that ends an open run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="text">A valid text.</param>
    /// <param name="at">How far the run is known to go; moves on.</param>
    /// <param name="joins">Whether the character says that the run belongs to the piece before it.</param>
    /// <returns>Whether it is there.</returns>
    internal unsafe bool EndOfRun(OpenRun run, ReadOnlySpan<byte> text, ref int at, out bool joins)
    {
        joins = false;
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            var p = EndOfRun(run, first + at, end);
            at = (int)(p - first);
            if (p == end)
                return false;
            joins = run == OpenRun.Spaces
                ? classes.At(p, out _) == CharacterClass.Newline
                : classes.At(p, out _) is CharacterClass.Lower or CharacterClass.Caseless or CharacterClass.Mark;
            return true;
        }
    }

    /// <summary>The run behind a piece that decides whether the piece ends there, if it reaches the end of what is there.</summary>
    private unsafe OpenRun OpenRunBehind(byte* piece, byte* next, byte* end)
    {
        var behind = classes.At(next, out _);
        var run = behind == CharacterClass.Upper && pattern == SplitPattern.O200k && TookCaselessBack(piece, next) ? OpenRun.Uppers
            : behind >= CharacterClass.Space && HoldsOnly(piece, next, CharacterClass.Space) ? OpenRun.Spaces
            : OpenRun.None;
        return run != OpenRun.None && EndOfRun(run, next, end) == end ? run : OpenRun.None;
    }

    private unsafe byte* EndOfRun(OpenRun run, byte* p, byte* end)
    {
        var wanted = run == OpenRun.Spaces ? CharacterClass.Space : CharacterClass.Upper;
        while (p < end && classes.At(p, out var width) == wanted)
            p += width;
        return p;
    }

    /// <summary>Whether a word ends where it does only because no lower case has come yet.</summary>
    private unsafe bool TookCaselessBack(byte* piece, byte* end)
    {
        if (classes.At(CharacterBefore(end), out _) is not (CharacterClass.Caseless or CharacterClass.Mark))
            return false;
        while (piece < end && classes.At(piece, out var width) != CharacterClass.Lower)
            piece += width;
        return piece == end;
    }

    private unsafe bool HoldsOnly(byte* p, byte* end, CharacterClass least)
    {
        while (p < end && classes.At(p, out var width) >= least)
            p += width;
        return p == end;
    }

    private static unsafe byte* CharacterBefore(byte* p)
    {
        do
            p--;
        while ((*p & 0xC0) == 0x80);
        return p;
    }
}

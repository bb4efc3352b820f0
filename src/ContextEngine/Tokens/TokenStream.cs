using System.Numerics;
using System.Text.Unicode;
using Pith.Text;

namespace Pith.Tokens;

/// <summary>Counts the tokens of a text that comes in parts. A part ends between characters; broken UTF-8 is repaired.</summary>
/// <remarks>
/// Large parts are counted where they lie, from their first safe cut to their last; only what is around the seams is held,
/// less than 4 KB of it unless a piece is longer than that. A giant piece is counted as it comes, a window at a time. When
/// even its end waits for a character that may never come (see <see cref="OpenRun"/>), both readings are counted side by
/// side until it is there. So memory is bounded for every text: what a window must hold is what one merge can reach back,
/// and that is a constant of the vocabulary (see <see cref="PieceMerger"/>).
/// Work: each attempt to count looks at what is held, and the next one waits until that has doubled or has been counted,
/// so that every byte is looked at a bounded number of times.
/// </remarks>
internal sealed class TokenStream(TokenCounter counter, int window = TokenStream.Window)
{
    /// <summary>Bytes of a piece from which on it is counted before its end is known.</summary>
    public const int Window = 64 * 1024;

    private const int Least = 256;
    private const int Usual = 4096;
    private const int Front = 2; // room for a stem before the text

    private readonly int usual = Math.Min(Usual, window);
    private byte[] held = []; // valid UTF-8
    private int end = Front;
    private Reading reading = new(0, Front, default);
    private Reading joined; // the other reading while a run is open: the one where it belongs to the piece before it
    private OpenRun run;
    private int seen; // of the open run

    /// <summary>The bytes it has room for now.</summary>
    public int Capacity => held.Length;

    /// <summary>Bytes looked at so far, counted ones and others: the measure of work that the tests hold against the length of the text.</summary>
    public long Looked { get; private set; }

    /// <summary>Forgets the text; keeps the room.</summary>
    public void Clear() => (end, reading, run) = (Front, new(0, Front, default), OpenRun.None);

    /// <summary>Takes the next part. Allocates nothing once the room is there.</summary>
    public void Append(ReadOnlySpan<byte> part)
    {
        Looked += part.Length;
        if (part.Length > usual / 2 && SafeCut.First(part) is var first and > 0)
        {
            Hold(part[..first]);
            EndHere();
            var last = SafeCut.Last(part);
            reading = reading with { Tokens = reading.Tokens + counter.Count(part[first..last]) };
            part = part[last..];
        }

        Hold(part);
    }

    /// <summary>The tokens so far if the text ended here, behind <paramref name="ending"/>. Counts what is held, which is kept.</summary>
    public long Total(ReadOnlySpan<byte> ending = default)
    {
        Settle();
        Reserve(end + ending.Length);
        ending.CopyTo(held.AsSpan(end));
        Looked += end + ending.Length;
        return run == OpenRun.None || !ending.IsEmpty || !counter.JoinsAtEnd(run)
            ? CountOf(reading, end + ending.Length)
            : CountOf(joined, end);
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        while (!part.IsEmpty)
        {
            var some = part[..Math.Min(part.Length, usual)];
            if (some.Length < part.Length)
                some = some[..^Utf8Text.OpenTail(some)];
            var isValid = Utf8.IsValid(some);
            MakeRoom(isValid ? some.Length : some.Length * 3);
            if (isValid)
                some.CopyTo(held.AsSpan(end));
            end += isValid ? some.Length : Utf8Repair.Write(some, held.AsSpan(end));
            part = part[some.Length..];
        }
    }

    private void MakeRoom(int room)
    {
        if (end + room <= held.Length)
            return;
        if (end + room > usual)
            Settle();

        // Half of it stays free, so that the next attempt is as far away as this one was long.
        Reserve(Math.Max(end + room, end * 2));
    }

    private void Reserve(int size)
    {
        if (size > held.Length)
            Array.Resize(ref held, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(size, Least)));
    }

    private void EndHere()
    {
        var total = Total();
        Clear();
        reading = reading with { Tokens = total };
    }

    /// <summary>Counts what is certain of the text held, and lets it go.</summary>
    private void Settle()
    {
        while (end > Front)
        {
            Looked += end;
            if (run != OpenRun.None)
            {
                if (!Decide())
                {
                    if (end - Front >= window)
                        Follow();
                    return;
                }

                continue;
            }

            var text = Text(reading, end);
            var cut = SafeCut.Last(text);
            var stem = default(PieceStem);
            var tokens = cut >= reading.Stem.Length
                ? counter.CountBehind(reading.Stem.Length, text[..cut])
                : counter.CountSettled(reading.Stem.Length, text, out cut);
            if (cut == 0 && end - Front >= window)
            {
                stem = reading.Stem;
                tokens = counter.CountGiant(text, ref stem, out cut);
                if (cut == 0 && counter.FindOpenRun(text, out var mark) is var found and not OpenRun.None)
                {
                    Fork(found, text[..mark]);
                    continue;
                }
            }

            if (cut == 0)
                return;
            reading = new(reading.Tokens + tokens, Front + cut - reading.Stem.Length, stem);
            LetGo(reading.At);
            if (end - Front < window)
                return;
        }
    }

    /// <summary>From here on the run is counted twice: as the rest of the piece before it, and as a piece of its own.</summary>
    private void Fork(OpenRun found, ReadOnlySpan<byte> piece)
    {
        var (stem, at) = (reading.Stem.Length, Front + piece.Length - reading.Stem.Length);
        joined = reading;
        reading = new(reading.Tokens + counter.CountBehind(stem, piece), at, default);
        (run, seen) = (found, at);
    }

    /// <summary>Whether the character that decides is there; the reading it proves wrong is then dropped.</summary>
    private bool Decide()
    {
        if (!counter.EndOfRun(run, held.AsSpan(0, end), ref seen, out var joins))
            return false;
        if (joins)
            reading = joined;
        run = OpenRun.None;
        LetGo(reading.At);
        return true;
    }

    /// <summary>Counts both readings as far as the open run lets them.</summary>
    private void Follow()
    {
        var stem = run == OpenRun.Spaces ? new PieceStem(1, (byte)' ', 0) : new PieceStem(1, (byte)'A', 0);
        reading = Follow(reading, stem);
        joined = Follow(joined, stem);
        LetGo(Math.Min(reading.At, joined.At));
    }

    private Reading Follow(Reading from, PieceStem stem)
    {
        var tokens = counter.CountRun(held.AsSpan(from.At, end - from.At), run, out var cut);
        return cut == 0 ? from : new(from.Tokens + tokens, from.At + cut, stem);
    }

    private void LetGo(int from)
    {
        var gone = from - Front;
        held.AsSpan(from, end - from).CopyTo(held.AsSpan(Front));
        end -= gone;
        seen -= gone;
        reading = reading with { At = reading.At - gone };
        joined = joined with { At = joined.At - gone };
    }

    /// <summary>A reading's text with its stem in front, which overwrites what stands there.</summary>
    private Span<byte> Text(Reading of, int to)
    {
        var start = of.At - of.Stem.Length;
        of.Stem.Write(held.AsSpan(start));
        return held.AsSpan(start, to - start);
    }

    private long CountOf(Reading of, int to)
    {
        if (to == of.At)
            return of.Tokens;

        // The other reading may still need what the stem overwrites.
        var front = held.AsSpan(of.At - Front, Front);
        var (first, second) = (front[0], front[1]);
        var tokens = of.Tokens + counter.CountBehind(of.Stem.Length, Text(of, to));
        (front[0], front[1]) = (first, second);
        return tokens;
    }
}

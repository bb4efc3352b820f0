extern alias compiler;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using compiler::Pith.VocabularyCompiler;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>
/// Slow and obvious: the published pattern, run by the framework's own regex engine over one stand-in letter per
/// character (that engine cannot see characters above U+FFFF), and merging by a priority queue over a dictionary.
/// Shares nothing with the counter but the ranks.
/// </summary>
internal sealed class TokenOracle
{
    private readonly Dictionary<byte[], int> ranks = new(ByteComparer.Instance);
    private readonly Regex pattern;

    private TokenOracle(string package, string encoding, string pattern)
    {
        var tokens = RankFile.Read(package, encoding);
        for (var id = 0; id < tokens.Length; id++)
            ranks.Add(tokens[id], id);
        this.pattern = new(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);
    }

    public static TokenOracle O200k { get; } = new("Microsoft.ML.Tokenizers.Data.O200kBase", "o200k_base",
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+('[sS\u017F]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?" +
        @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*('[sS\u017F]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?" +
        @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+");

    public static TokenOracle Cl100k { get; } = new("Microsoft.ML.Tokenizers.Data.Cl100kBase", "cl100k_base",
        @"'(?:[sS\u017FdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+\z|\s*[\r\n]|\s+(?!\S)|\s");

    public static TokenOracle Of(string encoding) => encoding == "o200k_base" ? O200k : Cl100k;

    public List<int> Encode(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8); // replaces what is broken
        var ids = new List<int>();
        var scalars = text.EnumerateRunes().ToArray();
        var standIns = string.Create(scalars.Length, scalars, static (span, runes) =>
        {
            for (var i = 0; i < runes.Length; i++)
                span[i] = StandIn(runes[i]);
        });
        for (var match = pattern.Match(standIns); match.Success; match = match.NextMatch())
            Merge(Bytes(scalars.AsSpan(match.Index, match.Length)), ids);
        return ids;
    }

    /// <summary>Merges the pair of lowest rank, the leftmost of equals, until none is left.</summary>
    public void Merge(byte[] piece, List<int> ids)
    {
        var lookup = ranks.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(piece, out var whole))
        {
            ids.Add(whole);
            return;
        }

        if (piece.Length <= 32)
        {
            MergeShort(piece, ids);
            return;
        }

        var length = new int[piece.Length]; // of the part at a position; zero inside a part
        var before = new int[piece.Length];
        var queue = new PriorityQueue<(int At, int End), long>();
        Array.Fill(length, 1);
        for (var i = 0; i < piece.Length; i++)
        {
            before[i] = i - 1;
            Offer(i);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var (at, end) = pair;
            if (length[at] == 0 || at + length[at] >= piece.Length || at + length[at] + length[at + length[at]] != end)
                continue;
            length[at + length[at]] = 0;
            length[at] = end - at;
            if (end < piece.Length)
                before[end] = at;
            Offer(at);
            if (before[at] >= 0)
                Offer(before[at]);
        }

        for (var i = 0; i < piece.Length; i += length[i])
            ids.Add(lookup[piece.AsSpan(i, length[i])]);

        void Offer(int at)
        {
            var next = at + length[at];
            if (next >= piece.Length)
                return;
            var end = next + length[next];
            if (ranks.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(piece.AsSpan(at, end - at), out var rank))
                queue.Enqueue((at, end), (long)rank << 32 | (uint)at);
        }
    }

    private void MergeShort(byte[] piece, List<int> ids)
    {
        var lookup = ranks.GetAlternateLookup<ReadOnlySpan<byte>>();
        Span<int> starts = stackalloc int[piece.Length + 1];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = i;
        while (true)
        {
            var (best, at) = (int.MaxValue, 0);
            for (var i = 0; i + 2 < starts.Length; i++)
                if (lookup.TryGetValue(piece.AsSpan(starts[i], starts[i + 2] - starts[i]), out var rank) && rank < best)
                    (best, at) = (rank, i);
            if (best == int.MaxValue)
                break;
            starts[(at + 2)..].CopyTo(starts[(at + 1)..]);
            starts = starts[..^1];
        }

        for (var i = 0; i + 1 < starts.Length; i++)
            ids.Add(lookup[piece.AsSpan(starts[i], starts[i + 1] - starts[i])]);
    }

    private static byte[] Bytes(ReadOnlySpan<Rune> runes)
    {
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in runes)
            bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
        return [.. bytes];
    }

    private static char StandIn(Rune rune) => rune.Value < 0x80 || rune.Value == 0x17F
        ? (char)rune.Value
        : Rune.IsWhiteSpace(rune) ? '\u3000' : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => 'É',
            UnicodeCategory.LowercaseLetter => 'é',
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => '中',
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => '\u0301',
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '٣',
            _ => '€',
        };
}

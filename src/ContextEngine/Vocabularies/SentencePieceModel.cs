using System.Buffers.Binary;
using System.Text;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>
/// Writes a vocabulary of characters as the model file that SentencePiece has, in protocol buffers, for Microsoft's reader.
/// </summary>
/// <remarks>
/// SentencePiece merges by what parts spell, so a piece is put in only if the list of merges makes it, with the place of its
/// last merge as score; that gives the same merges (see <see cref="Derivation"/>). The ids are not those of the vocabulary.
/// </remarks>
internal sealed class SentencePieceModel
{
    private const string Unknown = "\0unknown\0";
    private const byte Normal = 1, UnknownType = 2, ByteType = 6, TypeField = 3 << 3;

    private readonly VocabularySource source;
    private readonly List<(byte[] Token, int Rank)> reached = [];

    private SentencePieceModel(VocabularySource source) => this.source = source;

    /// <summary>Whether no token goes on from a letter or number of ASCII to U+2581.</summary>
    public bool CutsAtSpaces { get; private set; } = true;

    /// <summary>Whether no token goes on from a line end to anything but a line end or U+2581.</summary>
    public bool CutsAtLines { get; private set; } = true;

    private static ReadOnlySpan<byte> Mark => "\u2581"u8;

    /// <summary>Works out which tokens merging makes.</summary>
    /// <param name="source">The file.</param>
    /// <param name="vocabulary">Ids by text.</param>
    /// <param name="merges">The merges.</param>
    public static SentencePieceModel Of(VocabularySource source, Dictionary<byte[], int> vocabulary, PairTable merges)
    {
        var model = new SentencePieceModel(source);
        for (var b = 0; b < 256; b++)
            if (!vocabulary.ContainsKey(Literal(b)))
                throw source.Refusal("model.vocab", $"has no <0x{b:X2}> for the characters that it lacks", VocabularySource.Otherwise);
        foreach (var (token, _) in vocabulary)
        {
            if (token.Length > VocabularyLayout.LongestToken)
                throw source.Refusal("model.vocab", $"has a token of {token.Length:N0} bytes; at most {VocabularyLayout.LongestToken} can be compiled", VocabularySource.Otherwise);
            var derivation = Derivation.Of(token, merges);
            if (derivation.IsReached)
                model.Add(token, derivation.Rank);
        }

        model.reached.Sort(static (a, b) => a.Token.AsSpan().SequenceCompareTo(b.Token));
        model.CheckLiterals();
        return model;
    }

    /// <summary>The model file.</summary>
    public byte[] Write()
    {
        using var file = new MemoryStream();
        WritePiece(file, Encoding.UTF8.GetBytes(Unknown), 0, UnknownType);
        for (var b = 0; b < 256; b++)
            WritePiece(file, Literal(b), 0, ByteType);
        foreach (var (token, rank) in reached)
            WritePiece(file, token, -rank, Normal);

        // TrainerSpec: BPE, bytes for what is unknown, and the unknown piece is number 0; NormalizerSpec: nothing at all.
        file.Write([2 << 3 | 2, 8, 3 << 3, 2, 0x98, 0x02, 1, 0xC0, 0x02, 0]);
        file.Write([3 << 3 | 2, 6, 3 << 3, 0, 4 << 3, 0, 5 << 3, 0]);
        return file.ToArray();
    }

    private static byte[] Literal(int b) => Encoding.ASCII.GetBytes($"<0x{b:X2}>");

    private static void WritePiece(MemoryStream file, byte[] text, int score, byte type)
    {
        Span<byte> piece = stackalloc byte[VocabularyLayout.LongestToken + 16];
        piece[0] = 1 << 3 | 2;
        var at = 1 + WriteLength(piece[1..], text.Length);
        text.CopyTo(piece[at..]);
        at += text.Length;
        piece[at++] = 2 << 3 | 5;
        BinaryPrimitives.WriteSingleLittleEndian(piece[at..], score);
        at += sizeof(float);
        piece[at++] = TypeField;
        piece[at++] = type;

        Span<byte> head = stackalloc byte[8];
        head[0] = 1 << 3 | 2;
        file.Write(head[..(1 + WriteLength(head[1..], at))]);
        file.Write(piece[..at]);
    }

    private static int WriteLength(Span<byte> destination, int length)
    {
        var at = 0;
        for (; length >= 0x80; length >>= 7)
            destination[at++] = (byte)(length | 0x80);
        destination[at] = (byte)length;
        return at + 1;
    }

    private void Add(byte[] token, int rank)
    {
        reached.Add((token, rank));
        for (var i = 1; i < token.Length; i++)
        {
            var isMark = token.AsSpan(i).StartsWith(Mark);
            CutsAtSpaces &= !(isMark && char.IsAsciiLetterOrDigit((char)token[i - 1]));
            CutsAtLines &= isMark || token[i] == '\n' || token[i - 1] != '\n';
        }
    }

    /// <summary>The pieces that stand for bytes have names, and no text may merge into one.</summary>
    private void CheckLiterals()
    {
        var ranks = new Dictionary<byte[], int>(ByteComparer.Instance);
        foreach (var (token, rank) in reached)
            ranks.Add(token, Math.Max(rank, 0));
        var names = Enumerable.Range(0, 256).Select(Literal).Append(Encoding.UTF8.GetBytes(Unknown)).ToList();
        foreach (var name in names)
            if (!ranks.TryAdd(name, int.MaxValue - 1))
                throw source.Refusal("model.merges", $"make {VocabularySource.Shown(name)}, which stands for a byte", VocabularySource.Otherwise);
        var table = new RankTable(ranks, ofCharacters: true);
        foreach (var name in names)
            if (Derivation.Of(name, table).IsReached)
                throw source.Refusal("model.merges", $"lead to {VocabularySource.Shown(name)}, which stands for a byte", VocabularySource.Otherwise);
    }
}

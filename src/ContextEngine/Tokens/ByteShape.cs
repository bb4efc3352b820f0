using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// How a text is made, as sums that may be added up chunk by chunk: how often each class of byte follows each other.
/// One look-up and one increment a byte, no allocation.
/// </summary>
internal struct ByteShape
{
    private const int Lower = 0, Upper = 1, Digit = 2, Blank = 3, LineEnd = 4, Mark = 5, Wide = 6, Start = 7;

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(ClassOf)];

    private Pairs _pairs;
    private int _last;

    public ByteShape() => _last = Start;

    /// <summary>Lower-case ASCII letters.</summary>
    public readonly long LowerLetters => To(Lower);

    /// <summary>Upper-case ASCII letters.</summary>
    public readonly long UpperLetters => To(Upper);

    /// <summary>Places where a capital stands behind a small letter, as in <c>camelCase</c>.</summary>
    public readonly long Humps => _pairs[Lower << 3 | Upper];

    /// <summary>Places where a letter stands right behind a punctuation mark, as in <c>.name</c> or <c>/src</c>.</summary>
    public readonly long Joints => _pairs[Mark << 3 | Lower] + _pairs[Mark << 3 | Upper];

    /// <summary>Punctuation marks that stand right behind another.</summary>
    public readonly long Clusters => _pairs[Mark << 3 | Mark];

    /// <summary>Runs of line ends.</summary>
    public readonly long Lines => To(LineEnd) - _pairs[LineEnd << 3 | LineEnd];

    /// <summary>Runs of ASCII digits.</summary>
    public readonly long Numbers => To(Digit) - _pairs[Digit << 3 | Digit];

    /// <summary>Takes the next bytes of the text; a chunk may end anywhere.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        ref var classes = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(Classes);
        ref var first = ref _pairs[0];
        var last = _last;
        foreach (var b in utf8)
        {
            var next = Unsafe.Add(ref classes, b);
            Unsafe.Add(ref first, last << 3 | next)++;
            last = next;
        }

        _last = last;
    }

    private readonly long To(int kind)
    {
        var sum = 0L;
        for (var from = 0; from <= Start; from++)
            sum += _pairs[from << 3 | kind];
        return sum;
    }

    private static byte ClassOf(int b) => (byte)(b switch
    {
        >= 'a' and <= 'z' => Lower,
        >= 'A' and <= 'Z' => Upper,
        >= '0' and <= '9' => Digit,
        '\n' or '\r' => LineEnd,
        ' ' or '\t' => Blank,
        < 0x80 => Mark,
        _ => Wide,
    });

    [InlineArray(64)]
    private struct Pairs
    {
        private long _first;
    }
}

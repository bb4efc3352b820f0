using System.Buffers;
using Pith.Tokens;

namespace Pith.Bench.Exact;

/// <summary>Asks our counter for a text by every way it offers, and says which of them differs from an expected answer.</summary>
internal sealed class EveryPath(TokenCounter counter)
{
    private readonly ArrayBufferWriter<int> ids = new();
    private readonly TokenMeter meter = TokenMeter.Exact(counter);

    public string Encoding => counter.Name;

    /// <summary>The ids that our own encoder gives.</summary>
    public IdList Encode(ReadOnlySpan<byte> text)
    {
        ids.ResetWrittenCount();
        counter.Encode(text, ids);
        return IdList.Of(ids.WrittenSpan);
    }

    /// <summary>What is wrong, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expected">The official answer.</param>
    /// <param name="dice">Cuts the stream.</param>
    public string? Disagreement(ReadOnlySpan<byte> text, IdList expected, Dice dice)
    {
        var encoded = Encode(text);
        if (encoded != expected)
            return encoded.Count != expected.Count ? $"Encode gave {encoded.Count} ids, official {expected.Count}" : $"Encode gave {encoded.Count} ids, but others";
        var count = counter.Count(text);
        if (count != expected.Count)
            return $"Count gave {count}, official {expected.Count}";
        if (!counter.TryCountUpTo(text, count, out var within) || within != count || (count > 0 && counter.TryCountUpTo(text, count - 1, out _)))
            return $"TryCountUpTo is wrong at {count}";
        var streamed = InChunks(text, dice);
        return streamed != count ? $"StreamCounter gave {streamed}, official {expected.Count}" : null;
    }

    private long InChunks(ReadOnlySpan<byte> text, Dice dice)
    {
        var stream = new StreamCounter(meter, window: dice.Between(64, 600));
        var most = dice.Of<int>([1, 3, 17, 64, 300]);
        while (!text.IsEmpty)
        {
            var length = Math.Min(dice.Between(1, most), text.Length);
            stream.Append(text[..length]);
            text = text[length..];
        }

        return stream.Finish();
    }
}

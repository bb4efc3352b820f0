using System.Buffers;

namespace Pith.Bench.Exact;

/// <summary>Makes the file that <see cref="RecordedAnswers"/> reads.</summary>
internal static class AnswerRecorder
{
    /// <summary>Asks the official core and writes the file.</summary>
    public static void Write(string path)
    {
        var texts = RecordedAnswers.Texts();
        var file = new ArrayBufferWriter<byte>();
        file.Write(RecordedAnswers.Sum(texts));
        using var core = new OfficialCore();
        foreach (var some in texts.Texts.Chunk(512))
        {
            core.Send(some);
            foreach (var answer in core.Receive(some.Length))
            {
                Add(file, answer.O200k);
                Add(file, answer.Cl100k);
            }
        }

        File.WriteAllBytes(path, file.WrittenSpan);
    }

    private static void Add(ArrayBufferWriter<byte> file, IdList ids)
    {
        var count = ids.Count;
        for (; count >= 0x80; count >>= 7)
            file.Write<byte>([(byte)(count | 0x80)]);
        file.Write<byte>([(byte)count, (byte)ids.Hash, (byte)(ids.Hash >> 8)]);
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Pith.Bench.CountBaseline;

/// <summary>
/// The obvious program, written with care: lines through a pipe, each walked by Utf8JsonReader to know it is a record,
/// its text counted as it stands, line end included. Buffers are pooled; no line becomes a string.
/// </summary>
internal static class LineByLine
{
    /// <summary>Tokens of o200k_base. For JSON lines the sum over lines is the count of the whole: a piece never reaches beyond a line end before a brace.</summary>
    public static long Count(Stream file)
    {
        var tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16, minimumReadSize: 1 << 14));
        var tokens = 0L;
        while (true)
        {
            var read = pipe.ReadAsync().AsTask().GetAwaiter().GetResult();
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var after = rest.GetPosition(1, end);
                tokens += Line(tokenizer, rest.Slice(0, after));
                rest = rest.Slice(after);
            }

            if (read.IsCompleted)
                return tokens + Line(tokenizer, rest);
            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static int Line(TiktokenTokenizer tokenizer, in ReadOnlySequence<byte> line)
    {
        if (line.IsEmpty)
            return 0;
        var json = new Utf8JsonReader(line);
        try
        {
            while (json.Read())
            {
            }
        }
        catch (JsonException)
        {
            // A broken line is text all the same.
        }

        var characters = ArrayPool<char>.Shared.Rent((int)line.Length);
        var written = Encoding.UTF8.GetChars(line, characters);
        var tokens = tokenizer.CountTokens(characters.AsSpan(0, written), considerPreTokenization: true, considerNormalization: false);
        ArrayPool<char>.Shared.Return(characters);
        return tokens;
    }
}

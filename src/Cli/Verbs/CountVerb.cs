using System.Buffers;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary><c>pith count</c>: tokens of files as they stand, in one pass and bounded memory.</summary>
internal static class CountVerb
{
    private const int BufferBytes = 256 * 1024;

    public static int Run(Invocation invocation)
    {
        var meter = MeterChoice.Of(invocation);
        var paths = invocation.Operands.Count > 0 ? invocation.Operands : [InputFile.StandardInput];
        var (counts, code) = (new List<FileCount>(paths.Count), ExitCode.Done);
        foreach (var path in paths)
        {
            var count = CountOne(path, meter, invocation);
            counts.Add(count);
            if (count.Problem is { } problem)
                invocation.Around.Complain(problem.Message);
            else if (count.Warning is { } warning)
                invocation.Around.Complain($"warning: {warning}");
            code = code == ExitCode.Done ? count.Problem?.Code ?? code : code;
        }

        if (invocation.Has(Flags.Json))
            CountReport.WriteJson(counts, meter, invocation.Around.Out);
        else
            CountReport.WriteText(counts, meter, invocation.Around.Out);
        return code;
    }

    private static FileCount CountOne(string path, TokenMeter meter, Invocation invocation)
    {
        try
        {
            using var stream = InputFile.Open(path, invocation.Around);
            return InputFile.Reading(path, () => Count(path, stream, meter, invocation.Around));
        }
        catch (Failure failure)
        {
            return new FileCount(path, 0, 0, failure, null);
        }
        catch (UnreadableTranscriptException damaged)
        {
            return new FileCount(path, 0, 0, Failure.BadInput(damaged.Message), null);
        }
    }

    private static FileCount Count(string path, Stream stream, TokenMeter meter, Surroundings around)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var counter = new StreamCounter(meter);
        var encoding = new Utf8Watch();
        using var progress = new Progress(around, $"counting {InputFile.Shown(path)}", path == InputFile.StandardInput ? 0 : new FileInfo(path).Length);
        var bytes = 0L;
        for (var read = stream.ReadAtLeast(buffer, BinaryKind.Needed, false); read > 0; read = stream.Read(buffer))
        {
            var chunk = buffer.AsSpan(0, read);
            if (bytes == 0 && BinaryKind.Of(chunk) is { } kind)
                throw Failure.BadInput($"{InputFile.Shown(path)} is {kind}, not text; extract its text first");
            counter.Append(chunk);
            encoding.Append(chunk, bytes);
            bytes += read;
            progress.Report(bytes);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return new FileCount(path, bytes, counter.Finish(), null, encoding.Finish(bytes) is { } doubt ? $"{InputFile.Shown(path)} {doubt}" : null);
    }
}

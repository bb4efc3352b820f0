using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Pith.Bench.Store;

/// <summary>Prints what level, frame size, dictionary and packing give on real tool results, beside the zstd program on the same bytes.</summary>
internal static partial class StoreTable
{
    private const int Block = 4096, Runs = 5;

    [GeneratedRegex(@"(\d+)m([\d.]+)s")]
    private static partial Regex ShellTime { get; }

    public static int Run(string corpus)
    {
        var sessions = ToolResults.Of(corpus);
        var results = sessions.SelectMany(s => s).ToArray();
        var whole = results.SelectMany(r => r).ToArray();
        Say($"{results.Length:N0} distinct tool results of {sessions.Count:N0} sessions, {whole.Length / 1e6:0.0} MB; {Share(results, 1024)} are under 1 KB, {Share(results, 4096)} under 4 KB, {Share(results, 65536)} under 64 KB; the largest has {results.Max(r => r.Length):N0} bytes.");
        Say("\nAs one content (what a large blob is):\n\n| level | frame | ratio | compress MB/s | decompress MB/s |\n|---|---|---|---|---|");
        foreach (var level in new[] { 1, 3, 6, 9 })
            Measured(Frames(whole, 64 << 10), level, null); // the compiler has seen it all before anything counts
        foreach (var frame in new[] { 64, 256, 1024 })
            foreach (var level in new[] { 1, 3, 6, 9, 15 })
                Say($"| {level} | {frame} KB | {Measured(Frames(whole, frame << 10), level, null)} |");
        foreach (var level in new[] { 1, 3, 9 })
            Say($"| `zstd -{level}` | whole | {Cli(whole, level)} |");

        // Every second session is held back: the dictionary has not seen what it is tried on.
        var training = sessions.Where((_, i) => i % 2 == 0).SelectMany(s => s).Where(r => r.Length < 64 << 10).ToArray();
        var held = sessions.Where((_, i) => i % 2 == 1).SelectMany(s => s).Where(r => r.Length < 64 << 10).ToArray();
        Say($"\nThe {held.Length:N0} results under 64 KB of every second session, {held.Sum(r => (long)r.Length) / 1e6:0.0} MB, level 3:\n\n| how | ratio | compress MB/s | decompress MB/s | bytes on a disk of 4 KB blocks |\n|---|---|---|---|---|");
        Small("one file each", held, held, null);
        foreach (var size in new[] { 16, 110 })
            Small($"one file each, dictionary of {size} KB", held, held, DictBuilder.TrainFromBuffer(training, size << 10).ToArray());
        var pack = held.SelectMany(r => r).ToArray();
        foreach (var frame in new[] { 64, 256, 1024 })
            Small($"packed, frames of {frame} KB", held, [.. Frames(pack, frame << 10).Select(f => f.ToArray())], null, isPack: true);
        Say($"| `zstd -3`, one file each | {CliEach(held)} |");
        PutCosts.Print([.. results.Where(r => r.Length < 64 << 10).Take(800)]);
        return 0;
    }

    private static void Small(string name, byte[][] results, byte[][] frames, byte[]? dictionary, bool isPack = false)
    {
        // What a file needs besides its frames: the trailer; what a pack needs besides: 44 bytes a member.
        var overhead = isPack ? 44L * results.Length + 16L * frames.Length + 64 : 53L * results.Length;
        var sizes = Sizes([.. frames.Select(f => (ReadOnlyMemory<byte>)f)], 3, dictionary);
        var disk = isPack ? sizes.Sum(s => (long)s) + overhead : sizes.Sum(s => (s + 53L + Block - 1) / Block * Block);
        Say($"| {name} | {Measured([.. frames.Select(f => (ReadOnlyMemory<byte>)f)], 3, dictionary, overhead)} | {disk:N0} |");
    }

    private static string Measured(ReadOnlyMemory<byte>[] frames, int level, byte[]? dictionary, long overhead = 0)
    {
        using var compressor = NewCompressor(level, dictionary);
        using var decompressor = new Decompressor();
        decompressor.LoadDictionary(dictionary);
        var raw = frames.Sum(f => (long)f.Length);
        var stored = new byte[frames.Length][];
        var into = new byte[Compressor.GetCompressBound(frames.Max(f => f.Length))];
        var pack = Least(() =>
        {
            for (var i = 0; i < frames.Length; i++)
            {
                var length = compressor.Wrap(frames[i].Span, into);
                if (stored[i]?.Length != length)
                    stored[i] = into[..length];
            }
        });
        for (var i = 0; i < frames.Length; i++)
            stored[i] = compressor.Wrap(frames[i].Span).ToArray();
        var unpack = Least(() =>
        {
            foreach (var frame in stored)
                decompressor.Unwrap(frame, into);
        });
        return string.Create(CultureInfo.InvariantCulture, $"{raw / (double)(stored.Sum(s => (long)s.Length) + overhead):0.00} | {raw / pack / 1e6:0} | {raw / unpack / 1e6:0}");
    }

    private static int[] Sizes(ReadOnlyMemory<byte>[] frames, int level, byte[]? dictionary)
    {
        using var compressor = NewCompressor(level, dictionary);
        return [.. frames.Select(f => compressor.Wrap(f.Span).Length)];
    }

    private static Compressor NewCompressor(int level, byte[]? dictionary)
    {
        var compressor = new Compressor(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        if (dictionary is not null)
            compressor.LoadDictionary(dictionary);
        return compressor;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Cut(byte[] bytes, int size)
    {
        for (var at = 0; at < bytes.Length; at += size)
            yield return bytes.AsMemory(at, Math.Min(size, bytes.Length - at));
    }

    private static ReadOnlyMemory<byte>[] Frames(byte[] bytes, int size) => [.. Cut(bytes, size)];

    // Seconds of processor time, the least of several runs: neighbours on the machine only ever add to it.
    private static double Least(Action body)
    {
        var least = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            body();
            least = Math.Min(least, Math.Min(watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds));
        }

        return least;
    }

    // Ten times the content in one run, as a process's own time comes in hundredths of a second.
    private static string Cli(byte[] content, int level)
    {
        const int times = 10;
        using var folder = new Scratch();
        using (var whole = File.Create(folder.File("whole")))
            for (var i = 0; i < times; i++)
                whole.Write(content);
        File.WriteAllBytes(folder.File("once"), content);
        var stored = int.Parse(Output("sh", "-c", $"zstd -{level} -q -c '{folder.File("once")}' | wc -c"), CultureInfo.InvariantCulture);
        var pack = Enumerable.Range(0, Runs).Min(_ => ProcessorTime($"zstd -{level} -q -f --single-thread '{folder.File("whole")}' -o '{folder.File("packed")}'"));
        var unpack = Enumerable.Range(0, Runs).Min(_ => ProcessorTime($"zstd -d -q -c '{folder.File("packed")}' >/dev/null"));
        return string.Create(CultureInfo.InvariantCulture, $"{content.Length / (double)stored:0.00} | {times * content.Length / pack / 1e6:0} | {times * content.Length / unpack / 1e6:0}");
    }

    // User and system seconds of a command, as the shell's own word tells them in its second line.
    private static double ProcessorTime(string command)
    {
        var times = Output("sh", "-c", $"{command}; times").Trim().Split('\n')[^1];
        return ShellTime.Matches(times).Sum(m => (60 * double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)) + double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static string CliEach(byte[][] results)
    {
        using var folder = new Scratch();
        for (var i = 0; i < results.Length; i++)
            File.WriteAllBytes(folder.File($"{i}"), results[i]);
        Output("zstd", "-3", "-q", "-r", folder.Path);
        var sizes = Directory.GetFiles(folder.Path, "*.zst").Select(f => new FileInfo(f).Length).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{results.Sum(r => (double)r.Length) / sizes.Sum():0.00} | | | {sizes.Sum(s => (s + Block - 1) / Block * Block):N0}");
    }

    private static string Output(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return text;
    }

    private static string Share(byte[][] results, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * results.Count(r => r.Length < limit) / results.Length:0} %");

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("pith-bench-").FullName;

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

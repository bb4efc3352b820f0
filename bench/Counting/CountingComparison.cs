using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;
using Pith.Tokens;

namespace Pith.Bench.Counting;

/// <summary>
/// Our counter and Microsoft.ML.Tokenizers on the same texts in the same run: process CPU time, best of five, one thread.
/// The peer gets a ready string; ours gets the bytes and checks them.
/// </summary>
internal static class CountingComparison
{
    /// <summary>Prints one row for each file or folder (its files joined, up to 8 MB).</summary>
    public static int Run(string[] paths)
    {
        Console.WriteLine("| text | MB | encoding | pith first pass MB/s | pith MB/s | Microsoft.ML.Tokenizers MB/s | ratio | bytes allocated | tokens | peer's tokens |");
        Console.WriteLine("|---|---:|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var encoding in new[] { "o200k_base", "cl100k_base" })
        {
            var peer = TiktokenTokenizer.CreateForEncoding(encoding);
            var counter = encoding == "o200k_base" ? TokenCounter.O200k : TokenCounter.Cl100k;
            foreach (var path in paths)
                Row(path, Read(path), encoding, counter, peer);
        }

        return 0;
    }

    private static void Row(string path, byte[] utf8, string encoding, TokenCounter counter, TiktokenTokenizer peer)
    {
        // The names of special tokens are not text to the peer.
        var text = Encoding.UTF8.GetString(utf8).Replace("<|", "<:", StringComparison.Ordinal);
        utf8 = Encoding.UTF8.GetBytes(text);
        counter.Count("warm up"u8);
        var (first, _) = Time(() => counter.Count(utf8));
        var ours = double.MaxValue;
        var theirs = double.MaxValue;
        var (tokens, expected) = (0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        counter.Count(utf8);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        for (var i = 0; i < 5; i++)
        {
            (var time, tokens) = Time(() => counter.Count(utf8));
            ours = Math.Min(ours, time);
        }

        for (var i = 0; i < 3; i++)
        {
            (var time, expected) = Time(() => peer.CountTokens(text));
            theirs = Math.Min(theirs, time);
        }

        var mega = utf8.Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} | {mega:F1} | {encoding} | {mega / first:F0} | {mega / ours:F0} | {mega / theirs:F1} | {theirs / ours:F1} | {allocated} | {tokens} | {expected} |"));
    }

    private static (double Seconds, int Tokens) Time(Func<int> count)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var wall = Stopwatch.GetTimestamp();
        var tokens = count();
        process.Refresh();
        // CPU time has a grain of ten milliseconds on some kernels; short work is timed by the wall.
        var elapsed = Stopwatch.GetElapsedTime(wall).TotalSeconds;
        var cpu = (process.TotalProcessorTime - before).TotalSeconds;
        return (elapsed < 0.1 ? elapsed : Math.Min(cpu, elapsed), tokens);
    }

    private static byte[] Read(string path)
    {
        if (!Directory.Exists(path))
            return File.ReadAllBytes(path);
        using var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (all.Length < 8_000_000)
                all.Write(File.ReadAllBytes(file));
        return all.ToArray();
    }
}

using System.Diagnostics;
using System.Globalization;
using Pith.Store;

namespace Pith.Bench.Store;

/// <summary>Prints what putting and getting costs a caller, the disk's barriers included: the least of several runs.</summary>
internal static class PutCosts
{
    private const int Runs = 5;

    public static void Print(byte[][] results)
    {
        var all = results.Select(r => (ReadOnlyMemory<byte>)r).ToArray();
        var hashes = results.Select(r => BlobHash.Of(r)).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{results.Length} of these results put and got by one process, on {DriveFormat()}:\n\n| what | milliseconds |\n|---|---|"));
        Row($"put {results.Length} one by one", root => Least(root, store => Each(results, r => store.Put(r))));
        Row($"put {results.Length} as a batch", root => Least(root, store => store.PutAll(all)));
        Row("the same batch again", root => LeastOn(Filled(root, all), store => store.PutAll(all)));
        Row("one put, median", root => Median(root, results));
        Row("one get of a packed result", root => LeastOn(Filled(root, all), store => Each(hashes, h => store.Get(h))) / results.Length);
        Row("one get of a loose result", root => LeastOn(Filled(root, [.. all.Take(100)], isBatch: false), store => Each(hashes[..100], h => store.Get(h))) / 100);
    }

    private static void Row(string what, Func<string, double> measure)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pith-bench-{Environment.ProcessId}")).FullName;
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {measure(folder):0.00} |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Least(string root, Action<BlobStore> body) =>
        Enumerable.Range(0, Runs).Min(run => Time(() => body(new BlobStore(Path.Combine(root, $"{run}")))));

    private static double LeastOn(string root, Action<BlobStore> body) =>
        Enumerable.Range(0, Runs).Min(_ => Time(() => body(new BlobStore(root))));

    private static double Median(string root, byte[][] results)
    {
        var store = new BlobStore(root);
        return results.Select(r => Time(() => store.Put(r))).Order().ElementAt(results.Length / 2);
    }

    private static string Filled(string root, ReadOnlyMemory<byte>[] contents, bool isBatch = true)
    {
        var store = new BlobStore(root);
        if (isBatch)
            store.PutAll(contents);
        else
            Each(contents, c => store.Put(c.Span));
        return root;
    }

    private static void Each<T>(T[] items, Action<T> body)
    {
        foreach (var item in items)
            body(item);
    }

    private static double Time(Action body)
    {
        var watch = Stopwatch.StartNew();
        body();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static string DriveFormat() => new DriveInfo(Path.GetTempPath()).DriveFormat;
}

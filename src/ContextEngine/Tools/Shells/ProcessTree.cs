using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace Pith.Tools.Shells;

/// <summary>
/// All processes that a command started, also those that left its group or session or lost their parents: the group and
/// session by number, children by parent, and the rest by a mark in the environment that they inherited, by the outputs that
/// they still hold, or because they were of it when it was asked before.
/// </summary>
/// <param name="leader">The first process, which must not have been waited for before the first signal: its number is then no one else's.</param>
/// <param name="mark">The entry of its environment that no other command has, <c>NAME=value</c>.</param>
/// <param name="outputs">Our ends of the pipes that it writes to; nobody but it has the other ends.</param>
[SupportedOSPlatform("linux")]
internal sealed class ProcessTree(int leader, string mark, params int[] outputs)
{
    private readonly Dictionary<int, long> known = []; // and when each began: a number may come again
    private string?[]? pipes;
    private long began = long.MaxValue;

    /// <summary>
    /// Sends a signal to the leader's group, at once, and to every other process of its tree. Reads /proc before, since whoever ends
    /// leaves children without parents, and after: a few milliseconds, spent only where something is killed.
    /// </summary>
    public void Signal(int signal)
    {
        _ = Strays();
        _ = Posix.Signal(-leader, signal);
        foreach (var pid in Strays())
            _ = Posix.Signal(pid, signal);
    }

    /// <summary>Whether someone of a group still lives. The dead that no one has waited for do not count: in many containers no one ever does.</summary>
    public static bool HasLiving(int group) => Posix.Signal(-group, 0) == 0 && All().Any(p => p.Group == group && !p.IsDead);

    private List<int> Strays()
    {
        pipes ??= [.. outputs.Select(o => new FileInfo($"/proc/self/fd/{o}").LinkTarget)];
        var all = All();
        foreach (var process in all)
            if (process.Pid == leader)
                began = Math.Min(began, process.Began);
        var tree = new HashSet<int> { leader };
        foreach (var process in all)
            if (known.TryGetValue(process.Pid, out var at) && at == process.Began)
                tree.Add(process.Pid);
        Grow(tree, all);
        foreach (var process in all)
            if (!tree.Contains(process.Pid) && (IsMarked(process.Pid) || process.Began >= began && HoldsOutput(process.Pid)))
                tree.Add(process.Pid);
        Grow(tree, all);
        var strays = all.Where(p => p.Group != leader && !p.IsDead && tree.Contains(p.Pid)).ToList();
        foreach (var stray in strays)
            known[stray.Pid] = stray.Began;
        return [.. strays.Select(s => s.Pid)];
    }

    private void Grow(HashSet<int> tree, List<Process> all)
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var process in all)
                if ((process.Session == leader || tree.Contains(process.Parent)) && tree.Add(process.Pid))
                    found = true;
        }
    }

    // All there are, as far as they can be seen.
    private static List<Process> All()
    {
        var all = new List<Process>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Read(folder, pid) is { } process)
                all.Add(process);
        return all;
    }

    // "4711 (any name, even with ) in it) S 1 4711 4711 …", the beginning as the twentieth behind the name.
    private static Process? Read(string folder, int pid)
    {
        const int beginning = 19;
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', beginning + 2);
            return new Process(pid, Number(fields[1]), Number(fields[2]), Number(fields[3]), long.Parse(fields[beginning], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or IndexOutOfRangeException or ArgumentOutOfRangeException or FormatException)
        {
            return null;
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private bool IsMarked(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark + "\0")) >= 0;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether it can write what we read. It must be younger than the command: one that was there before, as the server of a
    /// terminal or of a connection, was only lent the pipe. And we, and a child of ours that is just being started, have the reading end alone.
    /// </summary>
    private bool HoldsOutput(int pid)
    {
        if (outputs.Length == 0)
            return false;
        try
        {
            foreach (var file in Directory.EnumerateFiles($"/proc/{pid}/fd"))
                if (new FileInfo(file).LinkTarget is { } target && Array.IndexOf(pipes!, target) >= 0 && IsForWriting($"/proc/{pid}/fdinfo/{Path.GetFileName(file)}"))
                    return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return false;
    }

    // "flags:	0100001", octal.
    private static bool IsForWriting(string path) => File.ReadLines(path).Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && line[^1] == '1');

    private readonly record struct Process(int Pid, int Parent, int Group, int Session, long Began, bool IsDead);
}

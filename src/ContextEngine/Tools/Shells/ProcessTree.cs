using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace Pith.Tools.Shells;

/// <summary>
/// All processes that a command started, also those that left its group or session or lost their parents: the group
/// and session by number, children by parent, and the rest by a mark in the environment that they inherited.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ProcessTree
{
    /// <summary>Sends a signal to the leader's group first, at once, and then to every other process of its tree. Reads /proc once: a few milliseconds, spent only where something is killed.</summary>
    /// <param name="leader">The first process, which must not have been waited for yet: its number is then no one else's.</param>
    /// <param name="mark">The entry of its environment that no other command has, <c>NAME=value</c>.</param>
    /// <param name="signal">The signal.</param>
    public static void Signal(int leader, string mark, int signal)
    {
        _ = Posix.Signal(-leader, signal);
        foreach (var pid in Strays(leader, mark))
            _ = Posix.Signal(pid, signal);
    }

    /// <summary>Whether someone of a group still lives. The dead that no one has waited for do not count: in many containers no one ever does.</summary>
    public static bool HasLiving(int group) => Posix.Signal(-group, 0) == 0 && All().Any(p => p.Group == group);

    private static List<int> Strays(int leader, string mark)
    {
        var all = All();
        var tree = new HashSet<int> { leader };
        var found = true;
        while (found)
        {
            found = false;
            foreach (var (pid, parent, _, session) in all)
                if ((session == leader || tree.Contains(parent)) && tree.Add(pid))
                    found = true;
        }

        foreach (var (pid, _, _, _) in all)
            if (!tree.Contains(pid) && IsMarked(pid, mark))
                tree.Add(pid);
        return [.. all.Where(p => p.Group != leader && tree.Contains(p.Pid)).Select(p => p.Pid)];
    }

    // All that live, as far as they can be seen.
    private static List<(int Pid, int Parent, int Group, int Session)> All()
    {
        var all = new List<(int Pid, int Parent, int Group, int Session)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && TryRead(folder, out var parent, out var group, out var session))
                all.Add((pid, parent, group, session));
        return all;
    }

    // "4711 (any name, even with ) in it) S 1 4711 4711 …"
    private static bool TryRead(string folder, out int parent, out int group, out int session)
    {
        (parent, group, session) = (0, 0, 0);
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 5);
            return fields[0] is not ("Z" or "X") && int.TryParse(fields[1], CultureInfo.InvariantCulture, out parent) && int.TryParse(fields[2], CultureInfo.InvariantCulture, out group) && int.TryParse(fields[3], CultureInfo.InvariantCulture, out session);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool IsMarked(int pid, string mark)
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
}

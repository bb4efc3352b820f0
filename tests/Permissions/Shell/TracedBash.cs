using System.Diagnostics;
using System.Text;

namespace Pith.Tests.Permissions.Shell;

/// <summary>
/// Runs scripts in a bash that finds no program at all and tells a handler each one it would start. No process but bash ever runs,
/// in a folder of its own.
/// </summary>
internal static class TracedBash
{
    /// <summary>One program bash would have started: its folder and its words.</summary>
    public readonly record struct Start(string Folder, string[] Words);

    /// <summary>Where scripts begin; deep enough that no cd leaves the folder made for them.</summary>
    public const string Root = "/r/r/r/r/r/r/r/r/w";

    private const int LongestMilliseconds = 60_000;

    private const string Runner = """
        command_not_found_handle() { local record; printf -v record '%s\x1f' "$PWD" "$@"; printf '%s\x1e' "$record" >> "$PITH_LOG"; return $(( ${1#p} % 2 )); }
        exec 2> /dev/null
        set -T
        ulimit -t 5 -f 500
        FUNCNEST=4
        for ((pith_i = 0; pith_i < PITH_COUNT; pith_i++)); do
          ( PITH_LOG=$PITH_FOLDER/$pith_i.log; trap '(( ++pith_steps > 200 )) && exit 9' DEBUG; . "$PITH_FOLDER/$pith_i.sh"; wait ) < /dev/null > /dev/null 2>&1
        done
        wait
        """;

    /// <summary>What each script starts, in no order.</summary>
    public static Start[][] Run(IReadOnlyList<string> scripts)
    {
        Assert.SkipUnless(File.Exists(BashSyntax.Bash), $"needs {BashSyntax.Bash}");
        var folder = Directory.CreateTempSubdirectory("pith-traced").FullName;
        try
        {
            foreach (var inner in (string[])["d0/d0", "d0/d1", "d1/d0", "d1/d1"])
                Directory.CreateDirectory(Path.Combine(folder + Root, inner));
            for (var i = 0; i < scripts.Count; i++)
                File.WriteAllText(Path.Combine(folder, $"{i}.sh"), scripts[i], new UTF8Encoding(false));
            var start = new ProcessStartInfo(BashSyntax.Bash) { WorkingDirectory = folder + Root };
            start.ArgumentList.Add("--norc");
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(Runner);
            start.Environment.Clear();
            start.Environment["PATH"] = "/nowhere";
            start.Environment["PITH_FOLDER"] = folder;
            start.Environment["PITH_COUNT"] = $"{scripts.Count}";
            using (var process = Process.Start(start)!)
                if (!process.WaitForExit(LongestMilliseconds))
                    process.Kill(entireProcessTree: true); // what was told until then still counts

            return [.. Enumerable.Range(0, scripts.Count).Select(i => Starts(Path.Combine(folder, $"{i}.log"), folder))];
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>Jobs that a script left behind may write for a moment longer: into a folder that is just being emptied.</summary>
    private static void Remove(string folder)
    {
        for (var tries = 0; Directory.Exists(folder); tries++)
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (tries < 50)
            {
                Thread.Sleep(100);
            }
    }

    private static Start[] Starts(string log, string root) =>
        !File.Exists(log)
            ? []
            : [.. File.ReadAllText(log).Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('\x1f')).Where(f => f.Length > 2).Select(f => new Start(f[0].Replace(root, "", StringComparison.Ordinal), f[1..^1]))];
}

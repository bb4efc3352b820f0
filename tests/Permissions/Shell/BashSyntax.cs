using System.Diagnostics;
using System.Text;

namespace Pith.Tests.Permissions.Shell;

/// <summary>What <c>bash -n</c> takes for valid.</summary>
internal static class BashSyntax
{
    public const string Bash = "/bin/bash";

    /// <summary>Which of the scripts bash accepts, in their order; one process a script, started by one shell.</summary>
    public static bool[] Accepts(IReadOnlyList<string> scripts)
    {
        Assert.SkipUnless(File.Exists(Bash), $"needs {Bash}");
        var folder = Directory.CreateTempSubdirectory("pith-syntax").FullName;
        try
        {
            for (var i = 0; i < scripts.Count; i++)
                File.WriteAllText(Path.Combine(folder, $"{i}"), scripts[i], new UTF8Encoding(false));
            var start = new ProcessStartInfo(Bash) { RedirectStandardOutput = true, WorkingDirectory = folder };
            foreach (var word in (string[])["--norc", "-c", $"for ((i = 0; i < {scripts.Count}; i++)); do {Bash} -n ./$i 2>/dev/null && echo $i; done"])
                start.ArgumentList.Add(word);
            using var process = Process.Start(start)!;
            var accepted = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            process.WaitForExit();
            return [.. Enumerable.Range(0, scripts.Count).Select(i => accepted.Contains($"{i}"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using System.Collections;
using System.Text;
using Pith.Tools.Sandboxes;

namespace Pith.Cli.Entries;

/// <summary>The program as the first process of a sandbox. Nothing else of the program exists here: a command waits for it.</summary>
internal static class SandboxEntry
{
    /// <summary>Whether the command line asks for this.</summary>
    public static bool IsAsked(string[] args) => args.Length > 0 && args[0] == SandboxArguments.Verb;

    /// <summary>Runs the command and returns its exit code; 126 and a sentence where that cannot be.</summary>
    public static int Run(string[] args)
    {
        try
        {
            if (!OperatingSystem.IsLinux() || !SandboxArguments.TryRead(args, out var start))
                return Refuse($"{SandboxArguments.Verb} is for pith itself; see pith help sandbox");
            return SandboxedProcess.Run(start, Environment());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refuse($"the command was not run, {problem.Message}");
        }
    }

    /// <summary>All of the environment that this process was given.</summary>
    public static List<string> Environment()
    {
        var entries = new List<string>();
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            entries.Add($"{entry.Key}={entry.Value}");
        return entries;
    }

    private static int Refuse(string sentence)
    {
        const int notRun = 126;
        using var error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes($"pith: {sentence}\n"));
        return notRun;
    }
}

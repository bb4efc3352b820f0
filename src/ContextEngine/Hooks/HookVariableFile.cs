using System.Security.Cryptography;
using System.Text;
using Pith.Tools.Files;

namespace Pith.Hooks;

/// <summary>The file that a hook writes variables for later commands into: its own, where no command of the agent's can write. Disposing removes it.</summary>
internal sealed class HookVariableFile : IDisposable
{
    private const int Most = 256 * 1024;

    /// <summary>Lines that are told: a person reads no more of them.</summary>
    private const int MostTold = 5;

    private readonly bool _goesWithIt;

    private HookVariableFile(string folder, bool goesWithIt) =>
        (Path, _goesWithIt) = (System.IO.Path.Combine(folder, $"env-{RandomNumberGenerator.GetHexString(16, lowercase: true)}"), goesWithIt);

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>A place for it, or why there is none.</summary>
    /// <param name="folder">Where it lies, made where it is not there; null for a new one that goes with it.</param>
    public static (HookVariableFile? File, string? Problem) Make(string? folder)
    {
        try
        {
            return (new HookVariableFile((folder is null ? Directory.CreateTempSubdirectory("pith-hook-") : Directory.CreateDirectory(folder)).FullName, folder is null), null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (null, $"the folder {folder ?? "for temporary files"} for CLAUDE_ENV_FILE cannot be made ({refused.Message.TrimEnd('.')}): make room there, or let it be a folder that you may write");
        }
    }

    /// <summary>What the hook came to, with the variables it set and a message for each line that is not understood.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="outcome">What it came to besides.</param>
    /// <param name="known">A variable as commands have it so far.</param>
    public HookOutcome Read(HookHandler hook, HookOutcome outcome, Func<string, string?> known)
    {
        try
        {
            if (!System.IO.Path.Exists(Path))
                return outcome;
            var (variables, problems) = new HookVariables(Encoding.UTF8.GetString(PlainFile.Read(Path, Most)), known).Read();
            return outcome with { Variables = variables, Messages = [.. outcome.Messages, .. Told(problems).Select(p => $"what {hook.Named} wrote into CLAUDE_ENV_FILE: {p}; it takes export NAME=value")] };
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return outcome with { Messages = [.. outcome.Messages, $"what {hook.Named} wrote into CLAUDE_ENV_FILE cannot be read: {unread.Message}"] };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Path) && new FileInfo(Path).LinkTarget is null)
                Directory.Delete(Path, recursive: true);
            else
                File.Delete(Path);
            if (_goesWithIt)
                Directory.Delete(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // It is empty of secrets and named at random.
        }
    }

    private static IEnumerable<string> Told(IReadOnlyList<string> problems) =>
        problems.Count <= MostTold ? problems : problems.Take(MostTold).Append(FormattableString.Invariant($"{problems.Count - MostTold:N0} more lines are not understood"));
}

using System.Security.Cryptography;
using System.Text;
using Pith.Tools.Files;

namespace Pith.Hooks;

/// <summary>The file that a hook writes variables for later commands into: its own, where no command of the agent's can write. Disposing removes it.</summary>
/// <param name="folder">Where it lies, made where it is not there; null for a new one that goes with it.</param>
internal sealed class HookVariableFile(string? folder) : IDisposable
{
    private const int Most = 256 * 1024;

    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Combine((folder is null ? Directory.CreateTempSubdirectory("pith-hook-") : Directory.CreateDirectory(folder)).FullName, $"env-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    /// <summary>What the hook came to, with the variables it set and a message for each line that is not understood.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="outcome">What it came to besides.</param>
    /// <param name="known">A variable as commands have it so far.</param>
    public HookOutcome Read(HookHandler hook, HookOutcome outcome, Func<string, string?> known)
    {
        try
        {
            if (!File.Exists(Path))
                return outcome;
            var (variables, problems) = new HookVariables(Encoding.UTF8.GetString(PlainFile.Read(Path, Most)), known).Read();
            return outcome with { Variables = variables, Messages = [.. outcome.Messages, .. problems.Select(p => $"what the {hook.Event} hook {hook.Shown} wrote into CLAUDE_ENV_FILE: {p}; it takes export NAME=value")] };
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return outcome with { Messages = [.. outcome.Messages, $"what the {hook.Event} hook {hook.Shown} wrote into CLAUDE_ENV_FILE cannot be read: {unread.Message}"] };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(Path);
            if (folder is null)
                Directory.Delete(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // It is empty of secrets and named at random.
        }
    }
}
